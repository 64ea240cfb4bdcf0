package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// Digest is "sha256:" and the sum over position, system, rank, wave and method
// of all in scope, and the strategy unless it is TierStrict. Two plans of one
// digest tell people to do the same.
func (p *Plan) Digest() string {
	sum := sha256.New()
	var line []byte
	if p.Strategy != TierStrict {
		sum.Write([]byte(p.Strategy.String() + "\n"))
	}
	for at, i := range p.Order {
		line = strconv.AppendInt(line[:0], int64(at+1), 10)
		line = append(line, ' ')
		line = strconv.AppendQuote(line, p.Inventory.Systems[i].ID)
		line = append(line, ' ')
		line = append(line, p.Ranks[i].String()...)
		line = append(line, ' ')
		line = strconv.AppendInt(line, int64(p.Wave[i]), 10)
		line = append(line, ' ')
		line = strconv.AppendQuote(line, p.Method(i))
		line = append(line, '\n')
		sum.Write(line)
	}
	return "sha256:" + hex.EncodeToString(sum.Sum(nil))
}
