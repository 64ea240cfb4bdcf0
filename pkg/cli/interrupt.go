package cli

import "context"

// whileWanted does work that may take minutes. The error is that of the
// context, and comes as soon as somebody interrupts the program. The work is
// then left behind, to end with the process: plans and forecasts are values,
// worked out by functions that know nothing of interrupts, and nothing is
// printed or recorded before they are whole. What the work has set must not be
// looked at after an error.
func whileWanted(ctx context.Context, work func()) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
