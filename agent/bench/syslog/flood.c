/*
 * Sends numbered messages of RFC 5424, all of one size, as fast as told or as fast as it can:
 *
 *   flood tcp|udp ADDRESS PORT MESSAGES SIZE RATE [CONNECTIONS]
 *
 * RATE is messages a second, 0 for any. On TCP octets are counted. At the end it prints how many it has sent
 * and in how many seconds. Each message holds its number, for receivers' files to be checked.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64, LONGEST = 60000 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

/* Writes the message of that number; gives its length, which is always the same. */
static int message(char *to, long number, int size) {
  int head = sprintf(to,
                     "<134>1 2026-10-07T03:04:%02ld.%06ldZ host%02ld.example.com app-%02ld %05ld ID%ld "
                     "[meta sequenceId=\"%ld\"][origin@32473 ip=\"192.0.2.%ld\" software=\"flood\"] number=%010ld ",
                     number / 1000000 % 60, number % 1000000, number % 97, number % 31, number % 30000 + 10000,
                     number % 10, number % 900000 + 100000, number % 100 + 100, number);
  memset(to + head, 'x', size > head ? size - head : 0);
  return size > head ? size : head;
}

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void pace(double start, long sent, long rate) {
  if (rate > 0) {
    double ahead = start + (double)sent / rate - now();
    if (ahead > 0) {
      usleep((useconds_t)(ahead * 1e6));
    }
  }
}

static void flood_tcp(int *sockets, int connections, long messages, int size, long rate, double start) {
  static char buffer[BATCH * (LONGEST + 8)];
  for (long sent = 0, turn = 0; sent < messages; turn++) {
    char *end = buffer;
    for (int i = 0; i < BATCH && sent < messages; i++, sent++) {
      char one[LONGEST];
      int length = message(one, sent, size);
      end += sprintf(end, "%d ", length);
      memcpy(end, one, length);
      end += length;
    }
    for (char *from = buffer; from < end;) {
      ssize_t written = write(sockets[turn % connections], from, end - from);
      if (written < 0) {
        die("write");
      }
      from += written;
    }
    pace(start, sent, rate);
  }
}

static void flood_udp(int socket, long messages, int size, long rate, double start) {
  static char texts[BATCH][LONGEST];
  struct mmsghdr packets[BATCH];
  struct iovec parts[BATCH];
  memset(packets, 0, sizeof packets);
  for (long sent = 0; sent < messages;) {
    int count = 0;
    for (; count < BATCH && sent + count < messages; count++) {
      parts[count].iov_base = texts[count];
      parts[count].iov_len = message(texts[count], sent + count, size);
      packets[count].msg_hdr.msg_iov = &parts[count];
      packets[count].msg_hdr.msg_iovlen = 1;
    }
    for (int done = 0; done < count;) {
      int more = sendmmsg(socket, packets + done, count - done, 0);
      if (more < 0) {
        die("sendmmsg");
      }
      done += more;
    }
    sent += count;
    pace(start, sent, rate);
  }
}

int main(int argc, char **argv) {
  if (argc < 7 || atoi(argv[5]) >= LONGEST) {
    fprintf(stderr, "flood tcp|udp ADDRESS PORT MESSAGES SIZE RATE [CONNECTIONS]\n");
    return 2;
  }
  int tcp = strcmp(argv[1], "tcp") == 0;
  long messages = atol(argv[4]);
  int size = atoi(argv[5]);
  long rate = atol(argv[6]);
  int connections = argc > 7 ? atoi(argv[7]) : 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[3]))};
  inet_pton(AF_INET, argv[2], &address.sin_addr);
  int sockets[1024];
  for (int i = 0; i < connections && i < 1024; i++) {
    sockets[i] = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    int room = 4 << 20;
    setsockopt(sockets[i], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    if (connect(sockets[i], (struct sockaddr *)&address, sizeof address) != 0) {
      die("connect");
    }
  }
  double start = now();
  if (tcp) {
    flood_tcp(sockets, connections, messages, size, rate, start);
    for (int i = 0; i < connections; i++) {
      close(sockets[i]);
    }
  } else {
    flood_udp(sockets[0], messages, size, rate, start);
  }
  printf("%ld %.3f\n", messages, now() - start);
  return 0;
}
