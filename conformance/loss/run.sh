#!/bin/sh
# Chromium publishes and watches one stream through a network that loses nothing, and then packets: first those to the
# server, then those to the viewer. A picture that freezes without any loss says what the machine cannot do. Needs root,
# ip, iptables with its statistic match, Node and Chromium; README.md tells the rest.
#
#   run.sh WHIP_URL WHEP_URL [SECONDS] [PROBABILITY]
set -eu

if [ $# -lt 2 ]; then
  sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
# What the browser calls is carried to the gateway's own port on loopback.
port=$(printf '%s' "$1" | sed -n 's#^http://[^/:]*:\([0-9]*\)/.*#\1#p')
whip=$(printf '%s' "$1" | sed 's#^http://[^/:]*:#http://10.77.0.1:#')
whep=$(printf '%s' "$2" | sed 's#^http://[^/:]*:#http://10.77.0.1:#')
seconds=${3:-300}
probability=${4:-0.02}
player=$(cd "$(dirname "$0")/../player" && pwd)

# The browser lives in a namespace of its own; a cable leads out of it to the server, at 10.77.0.1.
space=headrace-loss
outer=hrloss0
inner=hrloss1
inside() { ip netns exec "$space" "$@"; }
rule() { iptables "$1" INPUT -i "$outer" -p udp -m statistic --mode random --probability "$probability" -j DROP; }
carrier=
remove() {
  rule -D 2>/dev/null || true
  [ -z "$carrier" ] || kill "$carrier" 2>/dev/null || true
  ip netns delete "$space"
}
ip netns add "$space"
trap remove EXIT
trap 'exit 130' INT TERM
ip link add "$outer" type veth peer name "$inner" netns "$space"
ip address add 10.77.0.1/24 dev "$outer"
ip link set "$outer" up
inside ip address add 10.77.0.2/24 dev "$inner"
inside ip link set "$inner" up
inside ip link set lo up
node -e 'const net = require("net"); const [port] = process.argv.slice(1);
net.createServer((near) => { const far = net.connect(port, "127.0.0.1"); near.pipe(far).pipe(near);
  near.on("error", () => far.destroy()); far.on("error", () => near.destroy()); }).listen(port, "10.77.0.1");' "$port" &
carrier=$!
sleep 1

# Datagrams are dropped where they arrive: a sender is told at once of one that is dropped where it leaves, and sends it
# again. $1 names a command that runs iptables at that end, $2 the device.
count() {
  dropped=$("$1" iptables -L INPUT -v -n -x | awk -v device="$2" '$3 == "DROP" && $6 == device { print $1; exit }')
  printf '"dropped":%d' "${dropped:-0}"
}
here() { "$@"; }

# Prints what the browser saw, and how many datagrams were dropped; fails when the picture froze.
lose() {
  case $1 in
    to-server) end=here device=$outer ;;
    to-viewer) end=inside device=$inner ;;
  esac
  "$end" iptables -I INPUT -i "$device" -p udp -m statistic --mode random --probability "$probability" -j DROP
  seen=$(inside node "$player/webrtc.mjs" "$whip" "$whep" --seconds "$seconds")
  counted=$(count "$end" "$device")
  "$end" iptables -D INPUT -i "$device" -p udp -m statistic --mode random --probability "$probability" -j DROP
  printf '{"loss":"%s","probability":%s,%s,"seen":%s}\n' "$1" "$probability" "$counted" "$seen"
  case $seen in
    *'"freezeCount":0,'*) ;;
    *) echo "The picture froze with loss $1" >&2; return 1 ;;
  esac
}

froze=0
calm=$(inside node "$player/webrtc.mjs" "$whip" "$whep" --seconds "$seconds")
printf '{"loss":"none","seen":%s}\n' "$calm"
lose to-server || froze=1
lose to-viewer || froze=1
exit $froze
