package schedule

// Shared adds to each job's own weight what waits for it: of every dependent
// an equal share for each thing that dependent needs. Nothing is counted
// twice, so that no weight exceeds the sum of all own ones. It changes weights.
func Shared(needs Lists, weights []int64) {
	for job := int32(needs.Len()) - 1; job >= 0; job-- {
		below := needs.Of(job)
		if len(below) == 0 {
			continue
		}
		share := weights[job] / int64(len(below))
		for _, n := range below {
			weights[n] += share
		}
	}
}

// Heads are the earliest times by which each job could start if nobody ever
// had to wait for people or places. A job of unknown work takes no time here.
func Heads(p *Problem) []Time {
	heads := make([]Time, p.Jobs())
	for job := range heads {
		if p.Release != nil {
			heads[job] = p.Release[job]
		}
		for _, n := range p.Needs.Of(int32(job)) {
			heads[job] = max(heads[job], heads[n]+max(0, p.Work[n]))
		}
	}
	return heads
}

// Tails are the lengths of the longest chains of work from the start of each
// job to the end of what waits for it.
func Tails(p *Problem) []Time {
	tails := make([]Time, p.Jobs())
	for job := int32(p.Jobs()) - 1; job >= 0; job-- {
		tails[job] += max(0, p.Work[job])
		for _, n := range p.Needs.Of(job) {
			tails[n] = max(tails[n], tails[job])
		}
	}
	return tails
}
