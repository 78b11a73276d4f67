package io.headrace.wire.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.Container;
import io.headrace.media.ManifestId;
import io.headrace.wire.RecordedExchanges;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushPathTest {

    @ParameterizedTest
    @CsvSource({
        "A-002, movie1, 0, MPEG_TS",
        "A-031, mp4in, 0, MP4",
        "A-060, x4, 0, MPEG_TS",
        "A-062, stream, 7, MPEG_TS"
    })
    void namesWhatTheReferenceNamed(String id, String manifest, long seq, Container container) {
        assertThat(PushPath.parse(RecordedPush.url(RecordedExchanges.named(id))))
                .isEqualTo(new PushPath.Segment(new ManifestId(manifest), seq, container));
    }

    @ParameterizedTest
    @CsvSource({
        "/live/a/b/c/12.ts, a, 12",
        "//live/a/1.ts, a, 1",
        "/live/live/a/1.ts, live, 1",
        "/live/mylive/1.ts, mylive, 1",
        "/live/a.b/1.ts, a.b, 1",
        "/live/movie.ts, movie, 0",
        "/live/a/1.2.ts, a, 0",
        "/live/a/-1.ts, a, 0",
        "/live/a/+1.ts, a, 0",
        "/live/a/007.ts, a, 7",
        "/live/a/9223372036854775807.ts, a, 9223372036854775807",
        "/live/a/9223372036854775808.ts, a, 0",
        "/live/a/٣.ts, a, 0"
    })
    void readsPathsByTheNetworksRules(String path, String manifest, long seq) {
        assertThat(PushPath.parse(new PushUrl("h", path)))
                .isEqualTo(new PushPath.Segment(new ManifestId(manifest), seq, Container.MPEG_TS));
    }

    @ParameterizedTest
    @CsvSource({
        "/live/a/0.m3u8, ignoring file extension: .m3u8",
        "/live/a/0.TS, ignoring file extension: .TS",
        "/live/a.ts/0, 'ignoring file extension: '",
        "/live/a/0., ignoring file extension: .",
        "/live/.ts, Bad URL url=http://h/live/.ts",
        "/.ts, Bad URL url=http://h/.ts",
        "/live//0 1.ts, Bad URL url=http://h/live//0%201.ts"
    })
    void refusesWhatIsNoSegment(String path, String text) {
        var refused = (PushPath.Refused) PushPath.parse(new PushUrl("h", path));

        assertThat(refused.error().status()).isEqualTo(400);
        assertThat(refused.error().text()).isEqualTo(text);
    }

    @Test
    void refusesANameThatIsTooLong() {
        assertThat(PushPath.parse(new PushUrl("h", "/live/" + "a".repeat(257) + "/0.ts")))
                .isInstanceOf(PushPath.Refused.class);
    }

    @Test
    void survivesAnyPath() {
        var random = new Random(3);
        var pieces = new String[] {"/", "live/", "stream/", ".", ".ts", ".mp4", "0", "a", " ", "%", "\n", "é", "\0"};
        for (int round = 0; round < 5_000; round++) {
            var path = new StringBuilder("/");
            for (int piece = random.nextInt(8); piece > 0; piece--) {
                path.append(pieces[random.nextInt(pieces.length)]);
            }
            var url = new PushUrl("h", path.toString());
            if (PushPath.parse(url) instanceof PushPath.Segment(var manifest, var seq, var _)) {
                assertThat(manifest.text()).doesNotContain("/");
                assertThat(seq).isNotNegative();
            }
            assertThat(url.toString()).isPrintable().doesNotContain(" ");
        }
    }
}
