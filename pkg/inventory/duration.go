package inventory

import (
	"math"
	"strings"
	"time"
)

// ParseDuration reads a length of time as people write it: whole numbers of
// days, hours, minutes and seconds, the larger before the smaller, as in 90s,
// 30m, 3h30m, 2d. It is false for anything else, signs and fractions included.
func ParseDuration(s string) (time.Duration, bool) {
	const units = "dhms"
	lengths := [...]time.Duration{24 * time.Hour, time.Hour, time.Minute, time.Second}
	total, next := time.Duration(0), 0
	for rest := s; rest != ""; {
		digits := 0
		for digits < len(rest) && rest[digits] >= '0' && rest[digits] <= '9' {
			digits++
		}
		if digits == 0 || digits > 9 || digits == len(rest) {
			return 0, false
		}
		unit := strings.IndexByte(units[next:], rest[digits])
		if unit < 0 {
			return 0, false
		}
		count := time.Duration(0)
		for _, c := range rest[:digits] {
			count = count*10 + time.Duration(c-'0')
		}
		length := lengths[next+unit]
		if count > (math.MaxInt64-total)/length {
			return 0, false
		}
		total += count * length
		next += unit + 1
		rest = rest[digits+1:]
	}
	return total, s != ""
}
