#!/bin/sh
# The outage of 26 September 2025 in short, as a drill: the list of 647
# systems is checked, the incident declared, and everything brought back
# through the seven steps with the answers and times of story.md. Nothing is
# written outside a throwaway folder.
#
#   BOKGU=/path/to/bokgu sh examples/nirs-2025/demo.sh
set -eu

BOKGU=${BOKGU:-bokgu}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/bokgu.yaml" "$work/"
cp -R "$here/inventory" "$work/"
export BOKGU_OPERATOR=이서준

case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
ko*) korean=yes ;;
*) korean=no BOKGU_OPERATOR="S. Lee" ;;
esac

# say KOREAN ENGLISH: a heading.
say() {
	if [ $korean = yes ]; then printf '\n### %s\n' "$1"; else printf '\n### %s\n' "$2"; fi
}
b() { "$BOKGU" -C "$work" --no-input "$@"; }
# shown CMD...: the command line, then what it says.
shown() {
	printf '\n$ bokgu'
	for word; do
		case $word in *[!A-Za-z0-9_.,:/=-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
	done
	printf '\n'
	b "$@"
}
# rec CMD...: records, quietly; a failure stops the demo.
rec() { b "$@" >/dev/null; }

say "1. 목록 점검" "1. check the list"
shown validate

say "2. 사건 선언: 647개, 손상추정 96, 정지 551" "2. declare: 647 systems, 96 feared damaged, 551 stopped"
title="Daejeon centre fire"
[ $korean = no ] || title="대전센터 화재"
shown declare --drill --id demo --title "$title" --at 2025-09-26T20:15:00+09:00 \
	--damaged 'room == "7-1"' --stopped 'site == "daejeon" && room != "7-1"' --suspected

say "3. 복구 순서와 그 까닭" "3. the order of recovery, and why"
shown plan --head 12
shown why gov24
