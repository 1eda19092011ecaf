#!/usr/bin/env bash
# Starts ceph's S3 server on one monitor and one storage daemon that keeps everything in memory, makes a bucket, and
# prints the address: radosgw.sh BUCKET ACCESS_KEY SECRET. Ends, with its daemons, at SIGTERM.
#
# Unlike the emulators it computes signatures and checksums, as AWS does.
set -euo pipefail
bucket=$1 access_key=$2 secret=$3
work=$(mktemp -d)
daemons=()

finish() {
    trap - EXIT
    for daemon in "${daemons[@]}"; do kill -KILL "$daemon" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 143' TERM INT

read -r monitor_port port < <(python3 -c '
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*[each.getsockname()[1] for each in sockets])')
cluster=$(cat /proc/sys/kernel/random/uuid)
storage=$(cat /proc/sys/kernel/random/uuid)

cat >"$work/ceph.conf" <<CONF
[global]
fsid = $cluster
mon host = v2:127.0.0.1:$monitor_port/0
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = $work/keyring
run dir = $work
admin socket = $work/\$name.sock
log file = /dev/stderr
mon data = $work/mon
osd data = $work/osd
osd objectstore = memstore
memstore device bytes = 2147483648
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail crit = 1
[client.rgw]
rgw data = $work/rgw
rgw frontends = beast endpoint=127.0.0.1:$port
CONF
export CEPH_CONF=$work/ceph.conf
mkdir "$work"/{mon,osd,rgw}

ceph-authtool --create-keyring "$work/keyring" --gen-key -n mon. --cap mon 'allow *'
for name in client.admin client.rgw osd.0; do
    ceph-authtool "$work/keyring" --gen-key -n "$name" --cap mon 'allow *' --cap osd 'allow *'
done
monmaptool --create --fsid "$cluster" --addv a "[v2:127.0.0.1:$monitor_port]" "$work/monmap"
ceph-mon --mkfs -i a --monmap "$work/monmap" --keyring "$work/keyring"
ceph-mon -f -i a &
daemons+=($!)
ceph --connect-timeout 60 osd new "$storage" 0
ceph-osd -i 0 --mkfs --osd-uuid "$storage"
ceph-osd -f -i 0 &
daemons+=($!)
timeout 120 radosgw-admin -n client.rgw user create --uid dynoxx --display-name dynoxx \
    --access-key "$access_key" --secret-key "$secret" >/dev/null
radosgw -f -n client.rgw &
daemons+=($!)

url=http://127.0.0.1:$port
for ((waited = 0; waited < 600; waited++)); do
    ! python3 -c "import urllib.request; urllib.request.urlopen('$url')" 2>/dev/null || break
    kill -0 "${daemons[-1]}"
    sleep 0.1
done
AWS_ACCESS_KEY_ID=$access_key AWS_SECRET_ACCESS_KEY=$secret aws --region us-east-1 --endpoint-url "$url" \
    s3api create-bucket --bucket "$bucket"
echo "radosgw listening on $url"
wait
