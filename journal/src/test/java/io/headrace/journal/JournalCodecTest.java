package io.headrace.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCodecTest {

    static Stream<Fact> facts() {
        return Facts.all().stream();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void everyFactSurvivesALine(Fact fact) {
        var line = JournalCodec.encode(Facts.entry(fact));

        assertThat(line).doesNotContain("\n");
        assertThat(JournalCodec.decode(line)).isEqualTo(Facts.entry(fact));
    }

    @Test
    void knowsEveryKindOfFact() {
        var kinds = Facts.all().stream().map(Object::getClass).distinct().count();

        assertThat(kinds).isEqualTo(Fact.class.getPermittedSubclasses().length - 1);
    }

    @Test
    void writesValuesAsTextThatPeopleCanRead() {
        assertThat(JournalCodec.encode(Facts.entry(new Fact.WorkerNamed(3, "worker-1", 4711))))
                .isEqualTo("""
                        {"v":1,"at":"2026-01-02T03:04:05.678Z","job":"stream-1","kind":"workerNamed","unit":3,"worker":"worker-1","pid":4711}\
                        """);
        assertThat(JournalCodec.encode(Facts.entry(new Fact.FeeDebited(3, Facts.THIRD))))
                .contains("\"fee\":\"1/3\"");
    }

    @Test
    void keepsAKindThatANewerVersionWrote() {
        var line = "{\"v\":1,\"at\":\"2026-01-02T03:04:05Z\",\"job\":\"a\",\"kind\":\"moonRisen\",\"phase\":[1,2]}";

        var entry = JournalCodec.decode(line);

        assertThat(entry.fact()).isEqualTo(new Fact.Unknown("moonRisen", "{\"phase\":[1,2]}"));
        assertThat(JournalCodec.encode(entry)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "nonsense",
                "{\"v\":2,\"at\":\"2026-01-02T03:04:05Z\",\"job\":\"a\",\"kind\":\"jobResumed\",\"life\":1}",
                "{\"v\":1,\"at\":\"yesterday\",\"job\":\"a\",\"kind\":\"jobResumed\",\"life\":1}",
                "{\"v\":1,\"at\":\"2026-01-02T03:04:05Z\",\"job\":\"\",\"kind\":\"jobResumed\",\"life\":1}",
                "{\"v\":1,\"at\":\"2026-01-02T03:04:05Z\",\"job\":\"a\",\"kind\":\"jobResumed\"}",
                "{\"v\":1,\"at\":\"2026-01-02T03:04:05Z\",\"job\":\"a\",\"kind\":\"jobResumed\",\"life\":null}",
                "{\"v\":1,\"at\":\"2026-01-02T03:04:05Z\",\"job\":\"a\",\"kind\":\"jobResumed\",\"life\":1,\"x\":1}",
                "{\"v\":1,\"at\":\"2026-01-02T03:04:05Z\",\"job\":\"a\",\"kind\":\"feeDebited\",\"unit\":1,\"fee\":\"1/0\"}",
                "{\"v\":1,\"at\":\"2026-01-02T03:04:05Z\",\"job\":\"a\",\"kind\":\"jobEnded\",\"state\":\"Failed\","
                        + "\"published\":1,\"reason\":\"moonlight\"}"
            })
    void refusesALineThatNoVersionWrote(String line) {
        assertThatThrownBy(() -> JournalCodec.decode(line)).isInstanceOf(JournalUnreadable.class);
    }

    @Test
    void refusesTornLinesWithoutAnyOtherFailure() {
        var chance = new SplittableRandom(5);
        for (var fact : Facts.all()) {
            var line = JournalCodec.encode(Facts.entry(fact));
            var torn = line.substring(0, chance.nextInt(line.length()));
            assertThatThrownBy(() -> JournalCodec.decode(torn)).isInstanceOf(JournalUnreadable.class);
        }
    }
}
