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

# t KOREAN ENGLISH: the word of the language.
t() { if [ $korean = yes ]; then printf %s "$1"; else printf %s "$2"; fi; }
# walked ANSWER...: a walk with scripted answers, one a line.
walked() {
	printf '\n$ bokgu walk\n'
	for answer; do printf '%s\n' "$answer"; done | "$BOKGU" -C "$work" walk
}
# status_line: how many are back, one line.
status_line() { b status | sed -n 1p; b status | grep -E "^(계|all)"; }
# ready NODE TIME: a part of the base is fit for use.
ready() { rec task done base-ready --system "$1" --at "$2"; }
# upto COUNT TIME: rounds until so many are back, or nothing more can start.
upto() {
	at=$2
	back=$(b status -o json | sed -n 's/^    "back": \([0-9]*\),/\1/p')
	while [ "$back" -lt "$1" ] && round=$(b round issue --max $(($1 - back < 12 ? $1 - back : 12)) --at "$at" -o json 2>/dev/null); do
		id=$(printf '%s\n' "$round" | sed -n 's/.*"round": "\([^"]*\)".*/\1/p')
		rec round result "$id" --rest up --at +5m
		back=$((back + $(printf '%s\n' "$round" | grep -c '"system":')))
		at=+1m
	done
}
# many TIME TASK...: tasks of which nothing more has to be said.
many() {
	at=$1
	shift
	for task; do
		rec task done "$task" --at "$at" --note "$(t 확인 ok)"
		at=+3m
	done
}
# settle TIME: what is back goes through test, acceptance and watch.
settle() {
	rec task done full-function --at "$1"
	rec task done test-critical --at +4h --field start-up=pass --field data=pass --field functions=pass --field links=pass \
		--field access=pass --field load=pass --field ledger=pass --field way-back=pass
	rec task done test-rest --at +4h --field start-up=pass --field data=pass --field owner=pass
	rec task done acceptance --at +4h --from "$(t '부처 담당' 'the owners')" --note "$(t '인수서' 'signed')"
	rec task done watch --at +72h
	rec task done situation-report --at +1h
}
# one_bad_round TIME: a round of which two fail and one is unknown, told in
# one line of walk, as the crew says it on the phone.
one_bad_round() {
	shown round issue --at "$1"
	set -- $(b round show "$(b next -o json | sed -n 's/.*"round": "\([^"]*\)".*/\1/p' | head -n 1)" -o json |
		awk '/"numbers"/ {on = 1; next} /]/ {on = 0} on {gsub(/[ ,]/, ""); printf "%s ", $0}')
	third=$3
	walked "@ +20m" daejeon-10 "o x$1,$2 ?$3 $(t 'DB 기동 오류' 'db start error')" '' q
}

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

say "4. 첫날 밤, 혼자: walk 에 한 줄씩 답함" "4. the first night, alone: one line at a time in walk"
# Rows are chosen by their number on the screen; o records, a drill's clock is
# set with @.
walked '@ 20:20' o '@ 20:24' o '@ 20:28' o q
rec task done outage-start --at '9/26 20:31' --field at=2025-09-26T20:15:00+09:00 --field sign="$(t '7-1 전산실 배터리 불꽃' 'battery alight in room 7-1')"
many '9/26 20:35' mark-systems report-up first-notice record-copy freeze-risky
rec task done base-state --at '9/26 20:58' --field power=down --field cooling=down --field network=down --field storage=unknown
rec task done command --at '9/26 21:05' --field commander="$(t 김지휘 'J. Kim')" --field recorder="$BOKGU_OPERATOR"
rec task done channel --at '9/26 21:10' --field channel="$(t '외부 메신저' 'outside messenger')" --field tested=true
rec task done spread --at '9/26 21:14' --field agencies=34 --field public=436
rec task done sections --at '9/26 21:30' --field leads="$(t '상황, 연락, 자료, 시설' 'situation, liaison, data, facilities')"
rec task done places --at '9/26 21:40' --field off-site="$(t '세종 상황실' 'Sejong room')"
rec task skip shift-change --at '9/26 21:45' --reason "$(t '방금 모임' 'just called in')"
rec task done situation-report --at '9/26 22:15'
many '9/26 22:20' evidence-kept vendors
rec note "$(t '서버, 조명 전원 차단' 'power of servers and lights cut')" --at '9/26 23:02'
rec task done alert-level --at '9/26 23:38' --option alert --note "$(t 판단회의 'judgement meeting')"
rec task done call-owners --at '9/27 00:40' --from "$(t 연락반 liaison)"
rec task done recent-work --at '9/27 01:00' --field work="$(t 'UPS 배터리 이전 작업' 'UPS batteries being moved')"
many '9/27 06:30' situation-report rest record-copy
rec task done reassess --at '9/27 07:50' --field changed="$(t '초진 06:30' 'under control 06:30')"
rec task done alert-level --at '9/27 08:00' --option serious --note "$(t 중대본 'central headquarters')"
many '9/27 08:10' call-tier2 fraud-watch
rec task done spending --option granted --at '9/27 08:20'
rec task done shift-change --at '9/27 08:30' --field handed-to="$BOKGU_OPERATOR"
rec task done situation-report --at '9/27 08:31'

say "5. 열네 시간째: 아무것도 켤 수 없음. 일은 사람, 전화, 결정" "5. hour 14: nothing can be started; the work is people, phones, decisions"
rec ask "$(t '서버 DR 27개를 지금 전환할까요?' 'switch the 27 to server DR now?')" --to commander --at '9/27 09:20'
rec system set port-mis --runs gwangju --at '9/27 09:30' --from "$(t '해수부 당직' 'ministry of oceans')"
rec hold place --where 'class == "service" && room in ["7", "8"]' --reason "$(t '자료 확인 전' 'data unproven')" --owner "$(t 자료반장 'data lead')" --at '9/27 09:40'
rec task done substitute --where substitute --at '9/27 10:00' --from "$(t 연속성반 continuity)"
rec note "$(t '11:00 회의 자료 준비' 'papers for the 11:00 meeting')" --at '9/27 10:15'
walked '?' q
shown status
shown next

say "6. 완진, 진입, 전력, 냉방, 네트워크" "6. fire out, entry, power, cooling, network"
rec answer "$(b next -o json | sed -n 's/.*"ref": "\(Q[0-9]*\)".*/\1/p')" "$(t '대전 재개를 기다림' 'wait for Daejeon')" --at '9/27 10:40' --because "$(t '수수료 고지가 빠짐' 'it lacks the fee notices')"
rec task done decide-dr --option wait --at '9/27 10:41'
rec task done decide-relief --option relief-all --at '9/27 11:30'
rec task done substitute --at '9/27 12:00'
rec task done last-backup --at '9/27 14:00' --field where="$(t '광주, 공주' 'Gwangju, Gongju')"
rec task done size-equipment --at '9/27 15:00' --field servers=160
rec task done decide-capacity --option reserve-some --at '9/27 15:30'
rec task done choose-means --option rebuild --at '9/27 15:40'
rec task done order-equipment --at '9/27 16:00' --note "$(t '긴급 발주' 'urgent order')"
rec task done settle-total --at '9/27 17:00' --field total=647 --field public=436 --field definition="$(t '대국민과 내부 시스템' 'systems, public and internal')" --note "$(t '부처 확인' 'confirmed by the agencies')"
rec event fire-out --at '9/27 18:00' --from "$(t '119 상황실' 'fire brigade')"
rec task done base-check --at '9/27 20:00' --field allowed-by="$(t 소방 'fire brigade')" --field power=sound --field cooling=faulty
ready entry-daejeon '9/27 21:36'
ready power-2to4f '9/28 05:00'
ready cooling-2to4f '9/28 05:30'
ready net-daejeon '9/28 11:20'
ready sec-daejeon '9/28 11:25'
shown round issue --at '9/28 11:30'
rec round result daejeon-1 --rest up --at '9/28 11:55'

say "7. 차수마다 1등급부터. 실패 둘, 미확인 하나" "7. round after round, tier 1 first; two fail, one is unknown"
upto 30 '9/28 21:00'
many '9/28 22:30' situation-report rest record-copy meeting return-notice
rec task done reassess --at '9/28 22:46' --field changed="$(t '2~4층 기동 시작' 'floors 2 to 4 are being started')"
rec task done shift-change --at '9/28 22:48' --field handed-to="$BOKGU_OPERATOR"
rec task done room-check --at '9/28 22:49' --field hottest=26
rec task done forecast --at '9/28 22:50' --field basis="$(t '5층은 미정' 'floor 5 is not known')"
rec task done bottom-up --at '9/28 22:50' --field measured="$(t '배터리 열폭주' 'thermal runaway of a battery')"
rec task done hypotheses --at '9/28 22:55' --field hypothesis="$(t '이설 중 단락' 'short circuit while moving')" --field test="$(t '감식' 'forensics')" --field result=open
one_bad_round '9/28 23:20'
rec round result daejeon-10 --up "$third" --at '9/29 00:10' --from "$(t 운영1반 'ops 1')"
status_line
upto 81 '9/29 12:00'
upto 134 '10/1 09:00'
rec task done next-means --option restart --at '10/1 20:00' --from "$(t 지휘자 commander)"
status_line
upto 217 '10/6 09:00'
settle '10/7 09:00'
rec task done failback --system port-mis --at '10/10 22:30' --note ok
status_line

say "8. 5층: 분진, 전력, 증거물 해제, 새 장비" "8. floor 5: dust, power, evidence released, new equipment"
ready dust-5f '10/9 06:00'
ready power-5f '10/11 06:00'
ready link-5f '10/11 12:00'
rec event evidence-released --at '10/14 18:00' --from "$(t 경찰 police)"
rec task done scene-released --at '10/14 18:10' --note ok
ready evidence-7-1 '10/14 19:00'
ready gear-7-1 '10/15 09:00'
upto 317 '10/16 09:00'

say "9. 공용저장장치 자료 확인, 기동 금지 해제, 나머지와 손상 96" "9. the shared storage is proven, the hold lifted; the rest and the 96"
rec event storage-powered --at '10/19 09:00'
rec task done storage-proof --at '10/20 05:30' --from "$(t '박자료, 최저장' 'P. Park, C. Choi')" --note "$(t '두 사람 확인' 'two people agree')"
ready storage-5f '10/20 06:00'
rec hold lift "$(b status -o json | sed -n 's/.*"\(H[0-9]*\)".*/\1/p' | head -n 1)" --at '10/20 06:10'
settle '10/20 08:00'
upto 456 '10/21 09:00'
status_line
settle '10/25 09:00'
upto 647 '10/28 09:00'
settle '11/14 11:00'
status_line

say "10. 원인, 수기분 입력, 대책, 경보 해제" "10. cause, ledgers entered, measures, the alert lifted"
rec task done review-owner --at '11/17 10:00' --field owner="$(t 감사담당 'audit lead')"
rec task done cause --at '11/17 11:00' --field trigger="$(t '배터리 이설 작업' 'batteries being moved')" --field cause="$(t '가상: 감식 결과 인용' 'synthetic: as the forensics say')" --field sure=proved --note ok
rec task done ledger-start --at '11/17 12:00' --note ok
rec task done ledger-entered --at '11/18 09:00' --field by-hand=1200 --field entered=1200 --field lost=3 --note "$(t 가상 synthetic)"
rec task done agreement --at '11/18 10:00' --from "$(t '부처 담당' 'the owners')" --note ok
rec task done alert-level --at '11/18 15:00' --option caution --note ok
many '11/18 15:10' inventory-fixed staff-care
rec task done relief-end --at '11/20 09:00'
many '12/20 09:00' review-report archive
rec task done measures --at '12/22 09:00' --field count=12 --note "$(t 가상 synthetic)"
rec task done drill-date --at '12/22 10:00' --field at=2026-09-26T14:00:00+09:00
rec task done alert-lifted --at '12/30 09:00' --option lifted --note ok

say "11. 끝: 647개 안정, 상황보고, 기록 검증" "11. the end: 647 stable, situation report, proof of the record"
shown report situation
rec close --note "$(t '모두 복구' 'all back')" --at '12/30 09:30'
shown log verify
n=$(b log show -o json | grep -c '"seq":')
say "기록 $n건 (목표: 600 이하)" "$n records (bar: at most 600)"
[ "$n" -le 600 ]
