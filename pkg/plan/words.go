package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bokgu/bokgu/pkg/inventory"
)

// conditionWords are the words of the files and of JSON, by Condition.
func conditionWords() []string {
	return []string{"unaffected", "stopped", "damaged", "unknown"}
}

// laneWords are the words of JSON, by Lane.
func laneWords() []string {
	return []string{"intact", "unknown", "damaged"}
}

// ParseCondition reads unaffected, stopped, damaged or unknown.
func ParseCondition(word string) (Condition, error) {
	at := slices.Index(conditionWords(), word)
	if at < 0 {
		return Unaffected, fmt.Errorf("unknown condition %q (%s)", word, strings.Join(conditionWords(), ", "))
	}
	return Condition(at), nil
}

// String returns the word that ParseCondition reads.
func (c Condition) String() string {
	if words := conditionWords(); int(c) < len(words) {
		return words[c]
	}
	return fmt.Sprintf("Condition(%d)", uint8(c))
}

// MarshalText makes a condition its word in JSON.
func (c Condition) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (c *Condition) UnmarshalText(b []byte) (err error) {
	*c, err = ParseCondition(string(b))
	return err
}

// Lane is the kind of work that a condition asks for.
func (c Condition) Lane() Lane {
	switch c {
	case Damaged:
		return Repair
	case Unknown:
		return Uncertain
	default:
		return Intact
	}
}

// ParseLane reads intact, unknown or damaged.
func ParseLane(word string) (Lane, error) {
	at := slices.Index(laneWords(), word)
	if at < 0 {
		return Intact, fmt.Errorf("unknown lane %q (%s)", word, strings.Join(laneWords(), ", "))
	}
	return Lane(at), nil
}

// String returns the word that ParseLane reads.
func (l Lane) String() string {
	if words := laneWords(); int(l) < len(words) {
		return words[l]
	}
	return fmt.Sprintf("Lane(%d)", uint8(l))
}

// MarshalText makes a lane its word in JSON.
func (l Lane) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (l *Lane) UnmarshalText(b []byte) (err error) {
	*l, err = ParseLane(string(b))
	return err
}

// Known returns the tier of a rank, UnknownTier when it stands between 2 and 3.
func (r Rank) Known() inventory.Tier {
	if r.Tier == unknownDoubled {
		return inventory.UnknownTier
	}
	return inventory.Tier(r.Tier / 2)
}

// key is the rank as inherit compares it.
func (r Rank) key() uint8 { return uint8(r.Lane)<<4 | uint8(r.Tier) }

// Compare says whether r comes before (-1), with (0) or after (1) the other.
func (r Rank) Compare(other Rank) int {
	if r.Lane != other.Lane {
		return int(r.Lane) - int(other.Lane)
	}
	return int(r.Tier) - int(other.Tier)
}

// String writes a rank as lane and tier: intact/1, damaged/unknown.
func (r Rank) String() string {
	if tier := r.Known(); tier != inventory.UnknownTier {
		return fmt.Sprintf("%s/%d", r.Lane, tier)
	}
	return r.Lane.String() + "/unknown"
}
