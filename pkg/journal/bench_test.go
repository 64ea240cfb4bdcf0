package journal

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"
)

// chainOf makes the bytes of a chain of n records by this writer.
func chainOf(t testing.TB, writer string, n int) []byte {
	t.Helper()
	var data []byte
	prev := Start
	at := time.Date(2025, 9, 26, 20, 27, 0, 0, time.FixedZone("KST", 9*3600))
	var clock Clock
	for i := range n {
		at = at.Add(1370 * time.Millisecond)
		clock = clock.Next(at)
		r := Record{Version: Version, Incident: "4f1d22aa90b1c3d4", Writer: writer, Seq: uint64(i + 1), Clock: clock,
			Written: at, Happened: at.Add(-time.Minute), By: "이서준", Role: "duty", From: "광주반 정하늘, 전화",
			Type: "task.result", Body: json.RawMessage(fmt.Sprintf(`{"ref":"T%d","outcome":"done","systems":[%d,%d]}`, i%60, i%647, (i+1)%647))}
		if i == 0 {
			r.Type, r.Body = TypeOpened, json.RawMessage(`{"person":"이서준","machine":"laptop"}`)
		}
		line, err := Encode(&r, prev)
		if err != nil {
			t.Fatal(err)
		}
		data, prev = append(data, line...), r.Sum
	}
	return data
}

func BenchmarkDecode(b *testing.B) {
	for _, n := range []int{10_000, 200_000} {
		data := chainOf(b, "lee-laptop-3f9a1b", n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				records, _, fault := Decode(Position{}, data)
				if fault != nil || len(records) != n {
					b.Fatal(fault)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
}
