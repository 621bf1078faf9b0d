#!/usr/bin/env bash
# Builds Matrix EE, configures a WildFly for it and runs it in the foreground. Ctrl-C stops it.
#
#   wildfly-config/run.sh [--no-build] [options of WildFly's standalone.sh]
#
# Settings come from the environment (MATRIX_..., see docs/configuration.md). A second server on the same machine:
# wildfly-config/run.sh --no-build -Djboss.server.base.dir=COPY -Djboss.socket.binding.port-offset=100
set -u

# Started in the background by another script, this one would be deaf to SIGINT, and Bash could not trap it.
ignored=$(sed -n 's/^SigIgn:[[:space:]]*//p' "/proc/$$/status" 2>/dev/null)
if (((0x${ignored:-0} & 2) != 0)) && env --default-signal=INT true 2>/dev/null; then
  exec env --default-signal=INT "$BASH" "$0" "$@"
fi

cd "$(dirname "$0")/.." || exit 1
root=$PWD
server=$root/wildfly-config/target/server
base=$server/standalone
offset=0
build=true
start_limit=${MATRIX_START_LIMIT:-300} # seconds

options=()
for option in "$@"; do
  case $option in
    --no-build) build=false ;;
    -Djboss.server.base.dir=*) base=$(cd "${option#*=}" 2>/dev/null && pwd) || { echo "No such folder: ${option#*=}" >&2; exit 1; }
      options+=("-Djboss.server.base.dir=$base") ;;
    -Djboss.socket.binding.port-offset=*) offset=${option#*=}; options+=("$option") ;;
    *) options+=("$option") ;;
  esac
done
# The settings that the server itself reads are checked by the file that its start script reads, too.
(set +u; JBOSS_HOME=$server; . "$root/wildfly-config/matrix-ee.conf") || exit 1
address=${MATRIX_BIND_ADDRESS:-127.0.0.1}
http=$((${MATRIX_HTTP_PORT:-8080} + offset))
https=$((${MATRIX_HTTPS_PORT:-8443} + offset))
federation=$((${MATRIX_FEDERATION_PORT:-8448} + offset))
management=$((9990 + offset))
console=$base/log/console.log
marker=$base/deployments/ROOT.ear

child=
stopping=

# Passes the signal on once; the child's own handler does the rest.
stop() {
  stopping=true
  [ -n "$child" ] && kill -TERM "$child" 2>/dev/null
}
trap stop INT TERM HUP

# Waits for the child to end, whatever signals arrive meanwhile.
await() {
  local status=0
  wait "$child"
  status=$?
  while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    status=$?
  done
  return "$status"
}

fail() {
  echo >&2
  echo "Matrix EE did not start: $1" >&2
  [ -f "$console" ] && [ "${2:-}" = log ] && echo "The whole story: $console" >&2
  if [ -n "$child" ]; then
    stop
    await
  fi
  exit 1
}

is_taken() { # port
  local host=$address
  case $host in 0.0.0.0 | ::) host=127.0.0.1 ;; esac
  (exec 3<>"/dev/tcp/$host/$1") 2>/dev/null
}

is_ready() {
  local status=
  { exec 3<>"/dev/tcp/127.0.0.1/$management"; } 2>/dev/null || return 1
  printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
  read -r -t 10 status <&3
  exec 3>&-
  [[ $status == *" 200 "* ]]
}

# The sentence that says why: a part of the server that failed, the innermost cause of the failed deployment, or else
# the first errors of the log.
reason() {
  local text=
  if grep -q 'Address already in use' "$console"; then
    text=$(grep -o 'Address already in use.*' "$console" | head -n 1)
    echo "a port is taken (${text%%\"*}). Stop the other program, or add -Djboss.socket.binding.port-offset=100."
    return
  fi
  # ERROR ... WFLYCTL0013: Operation ("add") failed - address: ([ ("a" => "b") ]) ... - failure description: "..."
  text=$(awk '/ERROR .*WFLYCTL0013/ { line = ""; within = 1 }
    within { sub(/^ +/, " "); line = line $0 }
    within && /failure description: / {
      within = 0
      if (line !~ /description: \{/) { sub(/.* address: /, "", line); print line; exit }
    }' "$console")
  if [ -z "$text" ] && [ -f "$marker.failed" ]; then
    text=$(grep -o 'Caused by: .*' "$marker.failed" | tail -n 1 |
      sed -e 's/\\//g' -e 's/"}*"*$//' -e 's/^Caused by: //' -e 's/^[a-zA-Z0-9_.$]*\(Exception\|Error\): //')
  fi
  [ -n "$text" ] || text=$(grep ' ERROR ' "$console" | head -n 3 | cut -c 1-600)
  [ -n "$text" ] || text=$(tail -n 5 "$console")
  echo "$text"
}

if ! command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java" >/dev/null; then
  fail "there is no Java. Install a JDK, 17 or later (Debian: apt install openjdk-17-jdk-headless), or set JAVA_HOME."
fi
for port in "$http" "$https" "$federation" "$management"; do
  if is_taken "$port"; then
    fail "port $port is taken. Stop the program that uses it (another Matrix EE?), or add -Djboss.socket.binding.port-offset=100."
  fi
done

if $build; then
  echo "Building Matrix EE; the first time this downloads about 400 MB ..."
  ./mvnw -q -DskipTests package &
  child=$!
  await || { child=; [ -n "$stopping" ] && exit 130; fail "the build failed; Maven says why above, and more with: ./mvnw -DskipTests package"; }
  child=
  [ -n "$stopping" ] && exit 130
fi
[ -f "$marker" ] || fail "there is no $marker; run this without --no-build, or copy the EAR there."

echo "Starting ..."
mkdir -p "$base/log" "$base/data"
rm -f "$marker".*
touch "$marker.dodeploy"
: >"$console"
LAUNCH_JBOSS_IN_BACKGROUND=true "$server/bin/standalone.sh" -c matrix-ee.xml ${options[@]+"${options[@]}"} >"$console" 2>&1 &
child=$!
SECONDS=0
until is_ready; do
  [ -n "$stopping" ] && { await; exit 0; }
  if ! kill -0 "$child" 2>/dev/null; then
    child=
    fail "$(reason)" log
  fi
  # A part of the server that failed leaves it "started", but never ready.
  if [ -f "$marker.failed" ] || grep -q 'WFLYSRV0026\|Address already in use' "$console" ||
    { grep -q WFLYSRV0025 "$console" && grep -q WFLYCTL0013 "$console"; }; then
    sleep 1 # so that the log is whole
    fail "$(reason)" log
  fi
  [ "$SECONDS" -lt "$start_limit" ] || fail "not ready after $start_limit seconds. See http://localhost:$management/health/ready." log
  sleep 0.3
done

url=http://localhost:$http
cat <<BANNER

Matrix EE is running.

  Address      $url/   (point a Matrix client at this)
  HTTPS        https://localhost:$https/   federation: port $federation   (self-signed until you bring a certificate)
  Server name  ${MATRIX_SERVER_NAME:-localhost}
  Health       http://localhost:$management/health/ready
  Data         $base/data   (kept between runs; "mvnw clean" deletes it)
  Log          $base/log/server.log

Register the first user, @alice:${MATRIX_SERVER_NAME:-localhost}:

  curl -H 'Content-Type: application/json' \\
    -d '{"type":"m.login.password","user":"alice","password":"a-long-password"}' \\
    $url/_matrix/client/api/v1/register

Then log in at $url/_matrix/client/api/v1/login/fallback

Ctrl-C stops the server.
BANNER

await
status=$?
if [ -z "$stopping" ]; then
  child=
  echo "The server has ended by itself (status $status). Its log: $console" >&2
  exit 1
fi
echo "Stopped."
