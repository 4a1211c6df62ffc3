# Holds a network of machines: a network namespace that plays the Internet, a bridge in it for each
# site, and one link to this host. The end of standard input, which is also the end of the program
# that started us, takes it away; so does the end of this process by force, once its machines are gone.
#
# Environment: M_DIR (directory of ours on the host). Reads `site BRIDGE GATEWAY PREFIX open|hidden`.
set -eu
trap 'exit 1' INT HUP TERM PIPE
cell=
link=

finish() {
  [ -z "$link" ] || ip link delete "$link" 2>/dev/null || true
  [ -z "$cell" ] || kill -KILL "$cell" 2>/dev/null || true
  rm -rf "$M_DIR"
}
trap finish EXIT

inside() { nsenter "--net=/proc/$cell/ns/net" "$@"; }

setpriv --pdeathsig KILL unshare --net sleep infinity </dev/null >/dev/null 2>&1 &
cell=$!
until [ "$(readlink "/proc/$cell/ns/net")" != "$(readlink "/proc/$$/ns/net")" ]; do sleep 0.01; done

# The link's name decides which eight /24 of the range for benchmarks (RFC 2544) are ours: making it
# succeeds once.
number=0
until ip link add "hf$number" type veth peer name uplink netns "$cell" 2>/dev/null; do
  number=$((number + 1))
  [ $number -lt 32 ] || { echo "failed: no network number is free: $(ip link add hf0 type veth 2>&1)"; exit 1; }
done
link=hf$number
base=$((number * 8))
ip address add "198.18.$base.1/30" dev "$link"
ip link set "$link" up
inside ip link set lo up
inside ip address add "198.18.$base.2/30" dev uplink
inside ip link set uplink up
ip route add "198.18.$base.0/21" via "198.18.$base.2" dev "$link"
inside sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward
  if [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]; then
    echo 0 > /proc/sys/net/bridge/bridge-nf-call-iptables
  fi'
inside nft -f - <<'END'
table ip sites {
  chain leaving {
    type nat hook postrouting priority 100;
  }
  chain through {
    type filter hook forward priority 0;
  }
}
END
echo "ready $cell $base"

while read -r word bridge gateway prefix kind; do
  [ "$word" = site ] || break
  # One of its own: a bridge takes the lowest of its links' else, and another one whenever they change.
  inside ip link add "$bridge" address "$(printf '0a:48:%02x:%02x:%02x:%02x' $(echo "$gateway" | tr . ' '))" type bridge
  inside ip address add "$gateway/24" dev "$bridge"
  inside ip link set "$bridge" up
  if [ "$kind" = hidden ]; then
    inside nft add rule ip sites leaving ip saddr "$prefix" oifname != "$bridge" masquerade
    inside nft add rule ip sites through ip daddr "$prefix" iifname != "$bridge" ct state new \
      reject with icmp type host-unreachable
  fi
  echo "made $bridge"
done
