"""Unpacks an image that docker load reads: IMAGE FOLDER COMMAND ENVIRONMENT.

The layers go to FOLDER, which is empty, the command that it is started with to the file COMMAND, a word a line, and its environment
to the file ENVIRONMENT.
"""

import gzip
import io
import json
import sys
import tarfile


def main(image, folder, command, environment):
    with tarfile.open(image) as archive:

        def read(name):
            return archive.extractfile(name).read()

        manifest = json.loads(read("manifest.json"))[0]
        config = json.loads(read(manifest["Config"]))["config"]
        for layer in manifest["Layers"]:
            with tarfile.open(fileobj=io.BytesIO(gzip.decompress(read(layer)))) as files:
                files.extractall(folder, numeric_owner=True)
    with open(command, "w") as out:
        out.write("\n".join(config["Entrypoint"]))
    with open(environment, "w") as out:
        out.write("\n".join(config["Env"]))


main(*sys.argv[1:])
