/* SPDX-License-Identifier: MIT */
/* tapewatch decode: one recorded reply through a provider's decoder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "infile.h"
#include "subcommands.h"
#include "tapewatch/base/clock.h"
#include "tapewatch/base/mem.h"
#include "tapewatch/feeds/provider.h"
#include "tapewatch/tape/codec.h"

enum { FILE_LIMIT = 64 * 1024 * 1024 };

static const struct provider *find(const char *name)
{
    const struct provider *p = provider_find(name);

    if (p)
        return p;
    (void)cli_fail(EXIT_USAGE, "there is no provider %s; --list-providers "
                   "names them", name);
    return NULL;
}

/* The request that the reply answers, as far as --url and the file say. */
static void make_request(const struct cli *cli, const char *provider,
                         struct request *out)
{
    *out = (struct request){0};
    name_copy(out->source, sizeof out->source, provider);
    name_copy(out->url, sizeof out->url,
              cli->value[CLI_url] ? cli->value[CLI_url] : "");
}

static int decode(const struct cli *cli, const struct provider *p,
                  const struct strbuf *body)
{
    const char *status = cli->value[CLI_status];
    struct request request;
    struct updates updates = {0};
    struct strbuf lines = {0};
    struct why why = {{0}};
    struct reply reply = {.request = &request,
                          .status = status ? strtol(status, NULL, 10) : 200,
                          .body = strbuf_text(body),
                          .size = body->len,
                          .received_ms = clock_wall_ms()};
    enum err e;
    int code;

    make_request(cli, p->name, &request);
    e = p->decode(&reply, &updates, &why);
    for (size_t i = 0; i < updates.count; i++)
        tape_encode(&updates.items[i], &lines);
    code = cli_print(&lines, EXIT_OK);
    if (e != ERR_OK)
        code = cli_fail(updates.count ? EXIT_PARTIAL : EXIT_ERROR, "%s",
                        why.text);
    strbuf_done(&lines);
    updates_done(&updates);
    return code;
}

int command_decode(const struct cli *cli)
{
    struct strbuf body = {0};
    struct why why = {{0}};
    const struct provider *p;
    int code;

    if (cli->operand_count != 2)
        return cli_fail(EXIT_USAGE, "decode wants a provider and a file");
    p = find(cli->operands[0]);
    if (!p)
        return EXIT_USAGE;
    if (infile_read(cli->operands[1], FILE_LIMIT, &body, &why) != ERR_OK)
        code = cli_fail(EXIT_ERROR, "%s", why.text);
    else
        code = decode(cli, p, &body);
    strbuf_done(&body);
    return code;
}
