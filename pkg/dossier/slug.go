package dossier

import "strings"

// Hangul syllables are built from an initial, a vowel and a final; these are
// their spellings in Revised Romanization, syllable by syllable.
const (
	initials = "g kk n d tt r m b pp s ss  j jj ch k t p h"
	vowels   = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
	finals   = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
)

const slugLen = 24

// slug makes a name fit for a file on every system: small Latin letters,
// digits and dashes, at most 24 of them. Hangul is spelt in Latin letters.
// It may be empty, and different names may have the same.
func slug(name string) string {
	var b strings.Builder
	i, v, f := strings.Split(initials, " "), strings.Split(vowels, " "), strings.Split(finals, " ")
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '가' && r <= '힣':
			n := int(r - '가')
			b.WriteString(i[n/588] + v[n%588/28] + f[n%28])
		default:
			if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
				b.WriteByte('-')
			}
		}
	}
	s := b.String()
	return strings.Trim(s[:min(slugLen, len(s))], "-")
}
