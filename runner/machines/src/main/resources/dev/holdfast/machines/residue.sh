# What a machine has besides files, one a line: kind, name and value with tabs between.
tell() { awk -v kind="$1" '{ name = $1; $1 = ""; sub(/^ /, ""); print kind "\t" name "\t" $0 }'; }
systemctl list-unit-files --no-legend --no-pager | awk '{ print $1, $2 }' | tell unit-file
systemctl list-units --all --plain --no-legend --no-pager --type=service,timer,mount,socket,path \
  | awk '$3 != "inactive" { print $1, $3, $4 }' | tell unit
ip -d -o link | awk '{ name = $2; sub(/[@:].*/, "", name); kind = "other"; mtu = ""
  for (i = 3; i <= NF; i++) { if ($i == "mtu") mtu = $(i + 1); if ($i ~ /^(veth|bridge|vxlan|tun|ipip|sit|dummy|wireguard|geneve)$/) kind = $i }
  print name, kind, "mtu", mtu }' | tell link
ip -o address | awk '$4 !~ /^fe80:/ { print $2 "," $4, $3 }' | tell address
ip route show table all | awk '$1 != "local" && $1 != "broadcast" && $1 != "multicast" && !/fe80::|proto kernel/ { print $1 "," $0 }' \
  | sed 's/ /_/g; s/,/ /' | tell route
ip rule | sed 's/:[[:space:]]*/ /' | tell rule
for family in '' 6; do
  nft -s list ruleset ${family:+ip6} 2>/dev/null
done | awk '/^table/ { table = $2 "/" $3; print table, "table"; next } /chain|set|map/ && /{$/ { part = table "/" $2; print part, "chain"; next }
  NF && $1 != "}" { line = $0; gsub(/[ \t]+/, "_", line); print part "/" line, "rule" }' | sort -u | tell nft
for tables in iptables-legacy-save ip6tables-legacy-save; do
  $tables 2>/dev/null | awk -v from="$tables" '/^\*/ { table = substr($1, 2); next } /^[:-]/ { line = $0; sub(/ \[.*/, "", line); gsub(/ /, "_", line); print from "/" table "/" line, "rule" }'
done | tell iptables
ipset -n list 2>/dev/null | tell ipset
ip netns list 2>/dev/null | tell netns
dpkg-query -W -f '${Package} ${db:Status-Abbrev}${Version}\n' | awk '$2 != "un" && $2 != "rc"' | tell package
dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' | awk '$2 == "rc"' | tell configuration-of-removed
apt-mark showhold | tell hold
for setting in $(cd /run/machine/kernel 2>/dev/null && find . -type f); do
  echo "$setting $(cat "/run/machine/kernel/$setting")"
done | sed 's|^\./||' | tell sysctl
for setting in net/ipv4/ip_forward net/bridge/bridge-nf-call-iptables net/ipv6/conf/all/forwarding; do
  [ ! -e "/proc/sys/$setting" ] || echo "$setting $(cat "/proc/sys/$setting")"
done | tell sysctl
