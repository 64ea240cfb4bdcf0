package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/exercise"
	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/term"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/pkg/walk"
)

type drillPlayOptions struct {
	file string
	seed *uint64 // nil: the script's
	keep string

	record bool
	people string // who took part, separated by commas; empty: the operator
}

func newDrillPlayCmd(r *run) *cobra.Command {
	var opts drillPlayOptions
	var seed uint64
	var cmd *cobra.Command
	cmd = r.command(spec{
		key: "drill.play", args: "FILE", min: 1, max: 1,
		example: []string{"bokgu drill play drills/fire.yaml --keep played", "bokgu drill play drills/fire.yaml < answers.txt"},
		exits:   []int{exitFindings, exitRefused, exitBusy, exitInterrupted},
		do: func(ctx context.Context, args []string) error {
			opts.file = args[0]
			if cmd.Flags().Changed("seed") {
				opts.seed = &seed
			}
			return runDrillPlay(ctx, r, opts)
		},
	})
	cmd.Flags().Uint64Var(&seed, "seed", 0, r.say("flag.drill-seed"))
	cmd.Flags().StringVar(&opts.keep, "keep", "", r.say("flag.play-keep"))
	cmd.Flags().BoolVar(&opts.record, "record", false, r.say("flag.record-drill"))
	cmd.Flags().StringVar(&opts.people, "people", "", r.say("flag.people"))
	return cmd
}

// runDrillPlay lets a person play a drill, then says what came of it.
func runDrillPlay(ctx context.Context, r *run, opts drillPlayOptions) error {
	if r.cfg.NoInput {
		return r.tip(r.fail(exitRefused, "error.no-input"), "tip.no-input-play")
	}
	all, err := r.stages([]string{opts.file})
	if err != nil {
		return err
	}
	if len(all) != 1 {
		return r.fail(exitUsage, "error.drill-one", "play", len(all))
	}
	if opts.keep != "" {
		if err := r.canKeep(opts.keep); err != nil {
			return err
		}
	}
	s := all[0]
	seed := s.Drill.Seed
	if opts.seed != nil {
		seed = *opts.seed
	}
	play, err := s.Play(seed, r.operator())
	if err != nil {
		return err
	}
	kept := &keeper{run: r, play: play}
	if opts.keep != "" {
		if kept.dossier, err = r.keepChains(opts.keep, s, play.Chains()); err != nil {
			return err
		}
	}
	walked := r.walkDrill(ctx, play, kept)
	result, err := play.Result()
	if err != nil {
		return err
	}
	unkept := kept.sync() // what was recorded is kept, however it ended
	if walked != nil {
		return cmp.Or(unkept, walked)
	}
	d := &view.Drilled{File: s.file, Result: result, Asked: 1, Published: s.published}
	if s.published != nil {
		deviation := result.Deviation(s.published)
		d.Deviation = &deviation
	}
	if err := r.print(func(w io.Writer) error { return r.writeDrills(w, []*view.Drilled{d}) }); err != nil {
		return err
	}
	if unkept != nil { // what they have played is shown even so
		return unkept
	}
	if opts.record {
		people := named(opts.people)
		if len(people) == 0 {
			people = []string{r.operator()}
		}
		if err := r.recordPassed(s, d, exercise.Entry{Played: &exercise.Playing{People: people}}); err != nil {
			return err
		}
	}
	if !d.Passed() {
		return &failure{code: exitFindings} // the result has said it all
	}
	return nil
}

// walkDrill is the guided walk over a drill. Its screens are conversation where
// the result is for scripts.
func (r *run) walkDrill(ctx context.Context, play *drill.Play, kept *keeper) error {
	out := r.env.Streams.Out
	if r.format != view.Text {
		out = r.env.Streams.Err
	}
	desk := func() report.Desk { return report.Desk{Operator: r.operator()} }
	s := &session{run: r, state: play.Moment().State}
	screen := &playScreen{Screen: view.NewWalkScreen(out, r.page(), desk)}
	asker := &playAsker{run: r, play: play, kept: kept, screen: screen, out: out, prompt: term.NewPrompt(r.env.Streams.In, out)}
	guide := &walk.Guide{
		Asker: asker, Recorder: &playRecorder{play, kept}, Screen: screen, Past: parsePast, Future: parseFuture,
		Board: func() error {
			return flushed(out, func(w io.Writer) error {
				return view.StatusText(w, r.page(), report.StatusOf(report.Input{
					Moment: play.Moment(), Records: play.Records(), List: play.Moment().Inventory, Desk: desk(),
				}))
			})
		},
		Explain: func(err error) ([]string, bool) {
			if errors.Is(err, drill.ErrOver) {
				return nil, true // the next question says so
			}
			return s.explainInWalk(err)
		},
		SetClock: func(text string) error { return asker.wait(text, parsePlayed) },
	}
	if err := asker.say(r.say("drill.play-keys")); err != nil {
		return err
	}
	return guide.Run(ctx)
}

// playRecorder is a drill that is played, as the walk sees it.
type playRecorder struct {
	play *drill.Play
	kept *keeper
}

var _ walk.Recorder = (*playRecorder)(nil)

func (p *playRecorder) Moment() *incident.Moment { return p.play.Moment() }

func (p *playRecorder) Own() (journal.Record, bool) { return p.play.Own() }

func (p *playRecorder) Record(_ context.Context, c incident.Command, how walk.Said) (walk.Receipt, error) {
	rec, known, err := p.play.Record(c, incident.Context{From: how.From, Override: how.Override})
	if err != nil || known {
		return walk.Receipt{Known: known}, err
	}
	if err := p.kept.sync(); err != nil {
		return walk.Receipt{}, err
	}
	return walk.Receipt{Number: int(rec.Seq), At: rec.Happened, Irregular: rec.Irregular}, nil
}

// playScreen is the screen of the walk; it knows which question is the one for
// the next key.
type playScreen struct {
	walk.Screen
	keys string
}

// Show leaves out how a walk is gone on with: a drill that was left is over.
func (s *playScreen) Show(v walk.Showing) error {
	if notice, is := v.(walk.Notice); is && notice.Key == "walk.bye" {
		return nil
	}
	return s.Screen.Show(v)
}

func (s *playScreen) Word(key string, args ...any) string {
	if key == "walk.prompt-none" {
		key = "drill.play-none" // there is nothing to do but wait, and only a drill has a clock for that
	}
	word := s.Screen.Word(key, args...)
	if key == "drill.play-none" || strings.HasPrefix(key, "walk.prompt") {
		s.keys = word
	}
	return word
}

// playAsker asks the person. Right before each question, where it is seen on a
// small screen too, it tells what was heard; of what is typed at the question for the next key it takes what moves the clock
// and what records what was told.
type playAsker struct {
	*run
	play   *drill.Play
	kept   *keeper
	screen *playScreen
	out    io.Writer
	prompt *term.Prompt
	answer string // to be said before the next question, under what is shown again
}

var _ walk.Asker = (*playAsker)(nil)

func (a *playAsker) Ask(ctx context.Context, question string) (string, error) {
	for {
		if a.answer != "" {
			if err := a.say(a.answer); err != nil {
				return "", err
			}
			a.answer = ""
		}
		if err := errors.Join(a.kept.sync(), a.tellNews()); err != nil {
			return "", err
		}
		if ending, over := a.play.Over(); over {
			now := a.play.Moment().Now
			if err := a.say(a.run.say("drill.play-over", now.Format("2006-01-02 15:04"), a.run.say("drill.ending."+string(ending)))); err != nil {
				return "", err
			}
			return "", io.EOF
		}
		line, err := a.prompt.Ask(ctx, question)
		if err != nil {
			return line, err
		}
		if !a.env.Streams.InTerminal { // as it would stand there had it been typed
			if _, err := fmt.Fprintln(a.out, term.Plain(line)); err != nil {
				return "", err
			}
		}
		if question != a.screen.keys {
			return line, nil
		}
		taken, err := a.take(line)
		var wrong *failure
		switch {
		case errors.As(err, &wrong): // it stands under the question, where it is seen
			if err := a.say(wrong.text); err != nil {
				return "", err
			}
		case err != nil || taken:
			return "", err // an empty line shows everything again, and then what was heard
		default:
			return line, nil
		}
	}
}

// take does what only a drill knows: waiting, and recording what was told.
func (a *playAsker) take(line string) (taken bool, err error) {
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch strings.ToLower(word) {
	case "", "wait", "기다림":
		return true, a.wait(strings.TrimSpace(rest), parseFuture)
	case "r", "ㄱ", "기록":
		return true, a.recordTold()
	}
	return false, nil
}

// wait lets time go by: until the time that is said, else until something
// happens.
func (a *playAsker) wait(text string, read func(string, time.Time) (time.Time, bool)) error {
	if text == "" {
		a.play.Wait(time.Time{})
		return nil
	}
	now := a.play.Moment().Now
	to, ok := read(text, now)
	if !ok {
		return a.fail(exitUsage, "drill.play-when", term.Plain(text))
	}
	if !to.After(now) {
		return a.fail(exitUsage, "drill.play-back")
	}
	a.play.Wait(to)
	return nil
}

func (a *playAsker) recordTold() error {
	if a.play.Told() == 0 {
		a.answer = a.run.say("drill.play-nothing")
		return nil
	}
	rec, known, err := a.play.RecordTold()
	switch {
	case errors.Is(err, drill.ErrOver):
		return nil // the next question says so
	case err != nil:
		s := &session{run: a.run, state: a.play.Moment().State}
		words, goOn := s.explainInWalk(err)
		if !goOn {
			return err
		}
		a.answer = strings.Join(words, " ")
	case known:
		a.answer = a.run.say("recorded.known")
	default:
		a.answer = a.run.say("drill.play-told", rec.Seq)
	}
	return a.kept.sync()
}

// tellNews says what was heard since the last question.
func (a *playAsker) tellNews() error {
	inv := a.play.Moment().Inventory
	for _, l := range a.play.Lines() {
		if err := a.say(a.page().Heard(inv, &l)); err != nil {
			return err
		}
	}
	return nil
}

// say writes a line of the conversation, broken where the screen ends.
func (a *playAsker) say(text string) error {
	_, err := io.WriteString(a.out, remark(text))
	return err
}
