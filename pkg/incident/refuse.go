package incident

import "errors"

// ErrNothingNew says that the same writer has recorded the same fact from the
// same source before; no event is made of it.
var ErrNothingNew = errors.New("already recorded")

// Refusal says why something new may not be started. With a reason to override
// it, it is done all the same and recorded so.
type Refusal struct {
	Code    string        // message "refuse."+Code
	Args    []any         // of the message
	Reasons []RefusedWait // what stands in the way, system by system
}

// RefusedWait is what stands in the way of one system; System -1 is the whole.
type RefusedWait struct {
	System int32
	Wait   Wait
}

// Error names the refusal for logs; people are shown its message.
func (r *Refusal) Error() string { return "refused: " + r.Code }

// Unknown says that a command speaks of something the incident does not have.
type Unknown struct {
	Kind  string   // task, system, round, hold, question, group, expression, option
	Name  string   // as it was said
	Close []string // what may have been meant
	Err   error    // of an expression
}

// Error names what is unknown.
func (u *Unknown) Error() string {
	if u.Err != nil {
		return u.Kind + " " + u.Name + ": " + u.Err.Error()
	}
	return "unknown " + u.Kind + " " + u.Name
}

// Unwrap gives the cause.
func (u *Unknown) Unwrap() error { return u.Err }

// Misuse says that a command lacks something it cannot do without.
type Misuse struct {
	Code string // message "misuse."+Code
	Args []any
}

// Error names the misuse.
func (m *Misuse) Error() string { return "misuse: " + m.Code }
