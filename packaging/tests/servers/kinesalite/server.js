// kinesalite on the port given, on this machine alone. By itself it ends when a client breaks off
// inside a request, as one that is killed does.
const kinesalite = require('kinesalite')

process.on('uncaughtException', error => {
  if (error.code !== 'ECONNRESET') throw error
})

kinesalite({ createStreamMs: 100, updateStreamMs: 100, deleteStreamMs: 100, shardLimit: 100 })
  .listen(Number(process.argv[2]), '127.0.0.1')
