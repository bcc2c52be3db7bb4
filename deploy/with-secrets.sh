#!/bin/sh
# sh with-secrets.sh COMMAND...: each file of /run/secrets becomes a variable of its
# name in capitals (bedside_api_key -> BEDSIDE_API_KEY), then the command runs in place
# of this shell, so that it gets the signals.
set -eu
for file in "${SECRETS_FOLDER:-/run/secrets}"/*; do
  [ -f "$file" ] || continue
  name=$(basename "$file" | tr '[:lower:]' '[:upper:]')
  case $name in
    *[!A-Z0-9_]* | [!A-Z]*)
      echo "with-secrets: '$file' is no name of a variable; rename the file." >&2
      exit 2
      ;;
  esac
  if [ ! -r "$file" ]; then
    echo "with-secrets: '$file' cannot be read by user $(id -u); chown it to 10001." >&2
    exit 2
  fi
  export "$name=$(cat "$file")"
done
exec "$@"
