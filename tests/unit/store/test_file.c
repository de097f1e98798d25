/* SPDX-License-Identifier: MIT */
/* Which file systems several machines share. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../../src/store/room.h"

static void network_file_systems_are_known(void **state)
{
    (void)state;
    assert_true(file_is_remote_type(0x6969));     /* NFS */
    assert_true(file_is_remote_type(0xFF534D42)); /* CIFS */
    assert_true(file_is_remote_type(0xFE534D42)); /* SMB2 */
    /* as a signed long gives it */
    assert_true(file_is_remote_type((uint64_t)(int64_t)(int32_t)0xFE534D42));
    assert_false(file_is_remote_type(0xEF53));     /* ext4 */
    assert_false(file_is_remote_type(0x01021994)); /* tmpfs */
    assert_false(file_is_remote_type(0x9123683E)); /* btrfs */
}

static void results_have_meanings(void **state)
{
    (void)state;
    assert_int_equal(sql_err(SQLITE_OK), ERR_OK);
    assert_int_equal(sql_err(SQLITE_NOTADB), ERR_CORRUPT);
    assert_int_equal(sql_err(SQLITE_CORRUPT_INDEX), ERR_CORRUPT);
    assert_int_equal(sql_err(SQLITE_BUSY_SNAPSHOT), ERR_BUSY);
    assert_int_equal(sql_err(SQLITE_FULL), ERR_IO);
    assert_int_equal(sql_err(SQLITE_IOERR_WRITE), ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(network_file_systems_are_known),
        cmocka_unit_test(results_have_meanings),
    };
    return cmocka_run_group_tests_name("store/file", tests, NULL, NULL);
}
