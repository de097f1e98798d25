# bash completion, made by tapewatch --completion bash
_tapewatch() {
    local cur=${COMP_WORDS[COMP_CWORD]} words= sub=dash
    local prev=${COMP_WORDS[COMP_CWORD-1]} commands='quote events news facts portfolio lists stream chart collect themes replay export backtest decode doctor fields'
    COMPREPLY=()
    case $prev in
    --replay)
        COMPREPLY=($(compgen -f -- "$cur"))
        return ;;
    --rules)
        COMPREPLY=($(compgen -f -- "$cur"))
        return ;;
    --theme|-t)
        COMPREPLY=($(compgen -W 'amber asia cvd-dark cvd-light dark dracula gruvbox high-contrast korea light mono nord solarized terminal' -- "$cur"))
        return ;;
    --color)
        COMPREPLY=($(compgen -W 'auto none 16 256 true' -- "$cur"))
        return ;;
    --link)
        COMPREPLY=($(compgen -W 'auto fast slow' -- "$cur"))
        return ;;
    --config|-c)
        COMPREPLY=($(compgen -f -- "$cur"))
        return ;;
    --completion)
        COMPREPLY=($(compgen -W 'bash zsh fish' -- "$cur"))
        return ;;
    esac
    if [[ $COMP_CWORD -gt 1 && " $commands " == *" ${COMP_WORDS[1]} "* ]]; then
        sub=${COMP_WORDS[1]}
    fi
    case $sub in
    dash)
        words=' --demo --replay --speed --from --offline --until --json --ndjson --csv --text --watchlist --theme --interval --color --ascii --link --no-mouse --readonly --config --set --once --print-config --check-config --list-keys --list-themes --list-providers --completion --help --version' ;;
    quote)
        words=' --demo --replay --offline --where --sort --columns --until --watch --json --ndjson --csv --text --readonly --config --set --help --version' ;;
    events)
        words=' --demo --replay --speed --offline --where --sort --columns --since --until --follow --json --ndjson --csv --text --readonly --config --set --help --version' ;;
    news)
        words=' --demo --replay --offline --where --sort --columns --since --until --follow --bookmarks --terms --search --json --ndjson --csv --text --readonly --config --set --help --version' ;;
    facts)
        words=' --demo --replay --offline --where --sort --columns --concept --quarters --annual --ttm --until --json --ndjson --csv --text --readonly --config --set --help --version' ;;
    portfolio)
        words=' --demo --replay --offline --until --portfolio --currency --json --ndjson --csv --text --readonly --config --set --help --version' ;;
    lists)
        words=' --list --json --ndjson --csv --text --readonly --config --set --help --version' ;;
    stream)
        words=' --demo --replay --until --readonly --config --set --help --version' ;;
    chart)
        words=' --demo --replay --offline --until --range --type --size --text --ascii --readonly --config --set --help --version' ;;
    collect)
        words=' --interval --readonly --config --set --help --version' ;;
    themes)
        words=' --json --ndjson --csv --text --readonly --config --set --help --version' ;;
    replay)
        words=' --speed --from --until --watchlist --theme --color --ascii --link --no-mouse --readonly --config --set --help --version' ;;
    export)
        words=' --since --until --symbols --readonly --config --set --help --version' ;;
    backtest)
        words=' --demo --offline --since --until --symbols --rule --rules --json --ndjson --csv --text --readonly --config --set --help --version' ;;
    decode)
        words=' --url --status --readonly --config --set --help --version' ;;
    doctor)
        words=' --json --ndjson --csv --text --readonly --config --set --help --version' ;;
    fields)
        words=' --json --ndjson --csv --text --readonly --config --set --help --version' ;;
    esac
    if [[ $cur != -* ]]; then
        words=
    fi
    if [[ $COMP_CWORD -eq 1 && $cur != -* ]]; then
        words=$commands
    fi
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _tapewatch tapewatch
