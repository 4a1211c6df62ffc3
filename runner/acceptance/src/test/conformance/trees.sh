#!/usr/bin/env bash
# Lists every playbook of large trees with ansible-playbook and with ours, and compares what they print:
#
#   trees.sh FOLDER-OF-OUR-COMMANDS TREE[=INVENTORY] ...
#
# For each playbook at the top of a tree and in its folder playbooks: --list-tasks, --list-hosts,
# --list-tags and --syntax-check. INVENTORY is a path inside the tree (default: the implicit localhost).
# Prints a line for each listing that differs, then the count and both times. A playbook that
# ansible-playbook itself cannot list is left out. Nothing of a tree is run.
set -uo pipefail
programs=$(cd "$1" && pwd)
shift
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
same=0 all=0 left=0 real=0 ours=0
export ANSIBLE_NOCOLOR=1 ANSIBLE_DEPRECATION_WARNINGS=0 COLUMNS=200

# Warnings differ in form (a plugin that is not there); what is compared is standard output.
listed() { # COMMAND RESULT ARGUMENT...
  local command=$1 result=$2 start=$EPOCHREALTIME
  shift 2
  "$command" "$@" >"$scratch/$result" 2>"$scratch/$result.err" </dev/null
  status=$?
  took=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f", b - a }')
}

for entry in "$@"; do
  tree=${entry%%=*}
  inventory=${entry#"$tree"}
  inventory=${inventory#=}
  cd "$tree" || exit 2
  for playbook in *.yml playbooks/*.yml; do
    [ -f "$playbook" ] && grep -qE '^- *(name|hosts|import_playbook|ansible\.builtin\.import_playbook):' "$playbook" || continue
    for list in --list-tasks --list-hosts --list-tags --syntax-check; do
      listed ansible-playbook real ${inventory:+-i "$inventory"} "$playbook" "$list"
      expected=$status real_took=$took
      if [ "$expected" != 0 ]; then
        left=$((left + 1))
        continue
      fi
      listed "$programs/ansible-playbook" ours ${inventory:+-i "$inventory"} "$playbook" "$list"
      # Ansible lists the hosts of a play in the order of a set, which is another one in each run.
      [ "$list" != --list-hosts ] || for result in real ours; do sort -o "$scratch/$result" "$scratch/$result"; done
      all=$((all + 1))
      real=$(awk -v a="$real" -v b="$real_took" 'BEGIN { print a + b }')
      ours=$(awk -v a="$ours" -v b="$took" 'BEGIN { print a + b }')
      if [ "$status" = 0 ] && cmp -s "$scratch/real" "$scratch/ours"; then
        same=$((same + 1))
      else
        echo "$tree/$playbook $list differs (status $status):"
        { diff "$scratch/real" "$scratch/ours"; cat "$scratch/ours.err"; } | head -8 | sed 's/^/    /'
      fi
    done
  done
  cd - >/dev/null
done
awk -v s="$same" -v n="$all" -v l="$left" -v r="$real" -v o="$ours" 'BEGIN {
  printf "listings %d of %d, ansible-playbook %.1f s, ours %.1f s", s, n, r, o
  if (l) printf " (%d more that ansible-playbook cannot list)", l
  print "" }'
[ "$same" = "$all" ]
