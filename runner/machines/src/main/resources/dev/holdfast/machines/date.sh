#!/bin/sh
# `date` of a machine whose clock is wrong by the seconds in /run/machine/clock. Only the present is
# moved: a date that was given is left alone.
ahead=$(cat /run/machine/clock 2>/dev/null || echo 0)
for word in "$@"; do
  case $word in
    -d* | --date* | -r* | --reference* | -f* | --file* | -s* | --set* | --help | --version) exec /bin/date "$@" ;;
  esac
done
now=$(/bin/date +%s.%N)
exec /bin/date -d "@$((${now%.*} + ahead)).${now#*.}" "$@"
