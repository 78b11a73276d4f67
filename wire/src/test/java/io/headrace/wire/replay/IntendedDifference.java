package io.headrace.wire.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.wire.RecordedExchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where we mean to answer otherwise than the network's node did.
 *
 * @param reason why ours is better, or cannot be the same
 * @param found by the recorded exchange's id, as {@link AnswerComparison} says it
 */
public record IntendedDifference(String name, String reason, Map<String, List<String>> found) {

    public IntendedDifference {
        found = Map.copyOf(found);
    }

    public static IntendedDifference of(String name, String reason) {
        return new IntendedDifference(name, reason, Map.of());
    }

    public IntendedDifference in(String exchange, String... found) {
        return in(List.of(exchange), found);
    }

    public IntendedDifference in(List<String> exchanges, String... differences) {
        var more = new LinkedHashMap<>(found);
        exchanges.forEach(each -> more.put(each, List.of(differences)));
        return new IntendedDifference(name, reason, more);
    }

    /** Fails for whatever differs that stands in no row of the table, and for rows that are true no more. */
    public static void assertNoOther(List<IntendedDifference> table, RecordedExchange recorded, RawAnswer ours) {
        assertNoOther(table, recorded, ours, List.of());
    }

    /** @param inBody of a body whose form only the test knows */
    public static void assertNoOther(
            List<IntendedDifference> table, RecordedExchange recorded, RawAnswer ours, List<String> inBody) {
        var intended = new ArrayList<String>();
        table.forEach(row -> intended.addAll(row.found().getOrDefault(recorded.id(), List.of())));
        var differences = new ArrayList<>(AnswerComparison.differences(recorded, ours));
        differences.addAll(inBody);
        assertThat(differences)
                .as("%s, answered with %d %s", recorded, ours.status(), ours.headers())
                .containsExactlyInAnyOrderElementsOf(intended);
    }
}
