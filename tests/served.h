/*
 * The scripted feed server (tests/feedserver) as a child of a test: at a port
 * of the loopback, until the test ends.
 */
#ifndef TAPEWATCH_TESTS_SERVED_H
#define TAPEWATCH_TESTS_SERVED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct server {
    pid_t pid;
    int keep; /* its standard input: it ends with it */
    int port; /* 0: there is none */
};

static void server_become(int in, int out, const char *scenario)
{
    dup2(in, 0);
    dup2(out, 1);
    for (int fd = 3; fd < 64; fd++)
        close(fd);
    execlp("python3", "python3", "tests/feedserver/feedserver.py", scenario,
           (char *)NULL);
    _exit(127);
}

/* Needs python3; without it the port is 0. */
static struct server server_start(const char *scenario)
{
    struct server s = {.keep = -1};
    int in[2], out[2];
    char line[32] = "";
    FILE *f;

    if (pipe(in) || pipe(out))
        return s;
    s.pid = fork();
    if (s.pid == 0)
        server_become(in[0], out[1], scenario);
    close(in[0]);
    close(out[1]);
    s.keep = in[1];
    f = fdopen(out[0], "r");
    if (f && fgets(line, sizeof(line), f))
        s.port = (int)strtol(line, NULL, 10);
    if (f)
        fclose(f);
    return s;
}

static void server_stop(const struct server *s)
{
    close(s->keep);
    waitpid(s->pid, NULL, 0);
}

#endif
