# Completes the commands and options of rlscompanion in bash.
_rlscompanion() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command="" each
  for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $each in
      export | import | report | backup | restore | salvage | check | erase | tour | desktop)
        command=$each
        break
        ;;
    esac
  done
  case $before in
    --data-dir | --second) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --passphrase-file) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --keep) mapfile -t COMPREPLY < <(compgen -W "mine theirs newer" -- "$word"); return ;;
    --earlier) mapfile -t COMPREPLY < <(compgen -W "match delete" -- "$word"); return ;;
    --paper) mapfile -t COMPREPLY < <(compgen -W "A4 Letter" -- "$word"); return ;;
    --speed | --from | --to | --name | --born) return ;;
  esac
  local words
  case $command in
    "") words="export import report backup restore salvage check erase tour desktop
      --help --version --data-dir --demo --speed --wind-down --lights-out --in-tray" ;;
    export) words="--data-dir --demo --passphrase-file --help" ;;
    import) words="--keep --plan --undo --data-dir --passphrase-file --help" ;;
    report) words="--from --to --name --born --paper --notes --data-dir --demo --passphrase-file --help" ;;
    backup) words="--daily --second --earlier --data-dir --passphrase-file --help" ;;
    restore | salvage | check) words="--data-dir --passphrase-file --help" ;;
    erase | tour) words="--data-dir --help" ;;
    desktop) words="install remove --help" ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  case $command in
    export | import | report | backup | restore) mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word") ;;
    tour) mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$word") ;;
  esac
}
complete -o filenames -F _rlscompanion rlscompanion
