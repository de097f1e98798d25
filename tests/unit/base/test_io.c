/* SPDX-License-Identifier: MIT */
/* All bytes arrive, or it is said why not. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "tapewatch/base/io.h"
#include "tapewatch/base/mem.h"

enum { MUCH = 1 << 20 }; /* more than a pipe holds */

/* Reads to the end; the sum of what came. */
static void *take(void *self)
{
    const int *fd = self;
    static _Thread_local unsigned char some[5000];
    uint64_t *sum = mem_new(2, sizeof *sum);
    ssize_t n;

    while ((n = read(*fd, some, sizeof some)) > 0)
        for (ssize_t i = 0; i < n; i++) {
            sum[0]++;
            sum[1] += some[i];
        }
    return sum;
}

static void more_than_a_pipe_holds_arrives(void **state)
{
    char *bytes = mem_new(MUCH, 1);
    uint64_t wanted = 0;
    pthread_t reader;
    void *got;
    int ends[2];

    (void)state;
    for (size_t i = 0; i < MUCH; i++) {
        bytes[i] = (char)(i * 7 % 251);
        wanted += (unsigned char)bytes[i];
    }
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(pthread_create(&reader, NULL, take, &ends[0]), 0);
    assert_true(io_write(ends[1], bytes, MUCH));
    close(ends[1]);
    assert_int_equal(pthread_join(reader, &got), 0);
    assert_true(((uint64_t *)got)[0] == MUCH);
    assert_true(((uint64_t *)got)[1] == wanted);
    close(ends[0]);
    free(got);
    free(bytes);
}

static void who_must_not_wait_hears_of_it(void **state)
{
    char *bytes = mem_new(MUCH, 1);
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    assert_false(io_write(ends[1], bytes, MUCH));
    assert_int_equal(errno, EAGAIN);
    close(ends[0]);
    close(ends[1]);
    free(bytes);
}

static void a_full_disk_says_so(void **state)
{
    int fd = open("/dev/full", O_WRONLY);

    (void)state;
    if (fd < 0)
        skip();
    assert_false(io_write(fd, "x", 1));
    assert_int_equal(errno, ENOSPC);
    assert_true(io_write(fd, "", 0));
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_than_a_pipe_holds_arrives),
        cmocka_unit_test(who_must_not_wait_hears_of_it),
        cmocka_unit_test(a_full_disk_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
