package io.headrace.orchestrator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.admission.live.LiveWorkshop.Ending;
import io.headrace.admission.live.LiveWorkshop.LiveOrder;
import io.headrace.admission.live.LiveWorkshop.Readiness;
import io.headrace.admission.live.LiveWorkshop.Reports;
import io.headrace.admission.live.LiveWorkshop.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private static final LiveOrder ORDER = new LiveOrder("m1", "noop", "{}");

    private final Scripted first = new Scripted(Map.of("noop", 1, "blur", 2), new Readiness(true, "1.2.0"));
    private final Scripted second = new Scripted(Map.of("noop", 3), new Readiness(false, "1.1.0"));
    private final LiveWorkshop both = new SideBySide(first, second);
    private final List<Object> told = new ArrayList<>();
    private final Reports reports = new Reports() {
        @Override
        public void running() {
            told.add("running");
        }

        @Override
        public void ended(Ending ending) {
            told.add(ending);
        }
    };

    @Test
    void offersWhatBothHave() {
        assertThat(both.capacities()).isEqualTo(Map.of("noop", 4, "blur", 2));
        assertThat(both.readiness())
                .isEqualTo(Map.of("noop", new Readiness(true, "1.1.0"), "blur", new Readiness(true, "1.2.0")));
    }

    @Test
    void asksTheFirstAndLeavesTheSecondAlone() {
        both.begin(ORDER, reports);
        first.reports.getFirst().running();
        first.reports.getFirst().ended(new Ending.Failed("broken"));

        assertThat(told).containsExactly("running", new Ending.Failed("broken"));
        assertThat(second.reports).isEmpty();
    }

    @Test
    void goesToTheSecondWhenTheFirstHasNoRunner() {
        var work = both.begin(ORDER, reports);
        first.reports.getFirst().ended(new Ending.NoRunner());
        second.reports.getFirst().running();

        work.cancel();

        assertThat(second.cancelled).isEqualTo(1);
        second.reports.getFirst().ended(new Ending.NoRunner());
        assertThat(told).containsExactly("running", new Ending.NoRunner());
    }

    @Test
    void goesToTheSecondAlsoWhenTheFirstSaysSoAtOnce() {
        var work = new SideBySide(LiveWorkshop.NONE, second).begin(ORDER, reports);

        work.cancel();

        assertThat(second.cancelled).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void doesNotPassOnWhatNobodyWants() {
        both.begin(ORDER, reports).cancel();
        first.reports.getFirst().ended(new Ending.NoRunner());

        assertThat(first.cancelled).isEqualTo(1);
        assertThat(second.reports).isEmpty();
        assertThat(told).containsExactly(new Ending.NoRunner());
    }

    private static final class Scripted implements LiveWorkshop {
        private final Map<String, Integer> capacities;
        private final Readiness ready;
        private final List<Reports> reports = new ArrayList<>();
        private int cancelled;

        Scripted(Map<String, Integer> capacities, Readiness ready) {
            this.capacities = capacities;
            this.ready = ready;
        }

        @Override
        public Map<String, Integer> capacities() {
            return capacities;
        }

        @Override
        public Map<String, Readiness> readiness() {
            return capacities.keySet().stream().collect(Collectors.toMap(model -> model, _ -> ready));
        }

        @Override
        public Work begin(LiveOrder order, Reports told) {
            reports.add(told);
            return () -> cancelled++;
        }
    }
}
