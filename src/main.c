/* SPDX-License-Identifier: MIT */
/* argv -> subcommand. */
int main(void)
{
    return 0;
}
