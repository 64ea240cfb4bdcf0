package incident

// Outcome is what became of a task for one subject.
type Outcome string

// Outcomes. The zero Outcome is: nothing yet.
const (
	Pending    Outcome = ""
	Started    Outcome = "started"
	Done       Outcome = "done"
	Failed     Outcome = "failed"
	Skipped    Outcome = "skipped"
	Later      Outcome = "later"
	Passed     Outcome = "passed" // handed on
	Reopened   Outcome = "reopened"
	Progressed Outcome = "progressed"
)
