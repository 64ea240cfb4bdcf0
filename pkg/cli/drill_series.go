package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/view"
)

// playDrill plays a drill once or several times, and holds it against the
// published curve. An interrupt ends it at once.
func (r *run) playDrill(ctx context.Context, s *staged, opts drillRunOptions) (*view.Drilled, error) {
	seed := s.Drill.Seed
	if opts.seed != nil {
		seed = *opts.seed
	}
	type outcome struct {
		drilled *view.Drilled
		err     error
	}
	done := make(chan outcome, 1)
	bar := r.newProgress(opts.runs)
	go func() {
		d := &view.Drilled{File: s.file, Asked: opts.runs, Published: s.published}
		var err error
		if opts.runs == 1 {
			d.Result, err = s.Run(seed)
		} else if d.Series, err = s.Series(seed, opts.runs, bar.step, func() bool { return ctx.Err() != nil }); err == nil {
			d.Result = d.Series.First
		}
		done <- outcome{d, err}
	}()
	var o outcome
	select {
	case <-ctx.Done():
		bar.end()
		return nil, term.ErrInterrupted // what still runs ends with the process
	case o = <-done:
		bar.end()
	}
	switch {
	case o.err != nil:
		return nil, o.err
	case ctx.Err() != nil || o.drilled.Result == nil:
		return nil, term.ErrInterrupted
	}
	if s.published != nil {
		d := o.drilled.Result.Deviation(s.published)
		o.drilled.Deviation = &d
	}
	return o.drilled, nil
}

// progress is the line on a terminal that says how many runs are through; in a
// pipe it says nothing.
type progress struct {
	mu   sync.Mutex
	out  io.Writer // nil: nobody looks
	say  func(key string, args ...any) string
	all  int
	most int // that were told
	wide int // columns of the line
}

// barWidth is how many columns the bar has.
const barWidth = 40

func (r *run) newProgress(runs int) *progress {
	p := &progress{say: r.say, all: runs}
	if r.env.Streams.ErrTerminal && runs > 1 {
		p.out = r.env.Streams.Err
	}
	return p
}

// step tells that so many runs are through.
func (p *progress) step(done int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out == nil || done <= p.most || done*barWidth/p.all == p.most*barWidth/p.all && done < p.all && p.all > barWidth {
		return
	}
	p.most = done
	full := done * barWidth / p.all
	line := p.say("drill.progress", strings.Repeat("#", full)+strings.Repeat(".", barWidth-full), done, p.all)
	p.wide = term.Width(line)
	// A bar that cannot be written is no reason to stop what it tells of.
	_, _ = fmt.Fprint(p.out, "\r"+line)
}

// end wipes the bar out; nothing is told after it.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out != nil && p.wide > 0 {
		_, _ = fmt.Fprint(p.out, "\r"+strings.Repeat(" ", p.wide)+"\r")
	}
	p.out = nil
}
