package io.headrace.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.headrace.crypto.EthAddress;
import io.headrace.gateway.fixture.CapturedLog;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.OfFile;
import io.headrace.gateway.order.VideoOrder.OfStream;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.job.selection.Orchestrator;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Owner;
import io.headrace.machine.SimulatedHost;
import io.headrace.machine.Step;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogLabelsTest {

    private static final Logger LOG = LoggerFactory.getLogger(LogLabelsTest.class);
    private static final Map<String, String> OF_STREAM = Map.of("job", "0a", "stream", "film");

    private final CapturedLog log = CapturedLog.begin();

    @AfterEach
    void close() {
        log.close();
    }

    private static VideoOrder order(VideoOrder.Source source) {
        return new VideoOrder("0a", source, FakePeer.LADDER, Optional.empty(), Path.of("/jobs/0a"));
    }

    private static LogLabels ofStream() {
        return LogLabels.of(order(new OfStream("film", Keeping.WINDOW, SourceRendition.LEFT_OUT)));
    }

    @Test
    void nameTheJobOfAFile() {
        LogLabels.of(order(new OfFile(Path.of("/film.mp4"))))
                .on(() -> LOG.warn("working"))
                .run();

        assertThat(log.labels("working")).containsExactly(Map.of("job", "0a"));
    }

    @Test
    void nameTheOrchestratorBesideTheStream() {
        var service = URI.create("https://alder.test:8935");
        var dealing = LogLabels.of(new Orchestrator(EthAddress.ZERO, service)).on(() -> LOG.warn("dealing"));

        ofStream()
                .on(() -> {
                    dealing.run();
                    LOG.warn("dealt");
                })
                .run();

        assertThat(log.labels("dealing"))
                .containsExactly(Map.of("job", "0a", "stream", "film", "orchestrator", service.toString()));
        assertThat(log.labels("dealt")).containsExactly(OF_STREAM);
    }

    @Test
    void areTakenOffWhenTheWorkFails() {
        var work = ofStream().on(() -> {
            throw new IllegalStateException("a fault");
        });

        assertThatIllegalStateException().isThrownBy(work::run);

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void stayOnAThreadForItsLife() throws Exception {
        var thread = ofStream().on(Thread.ofVirtual().factory()).newThread(() -> LOG.warn("working"));

        thread.start();
        thread.join();

        assertThat(log.labels("working")).containsExactly(OF_STREAM);
    }

    @Test
    void areOnEveryCallOfAnOwner() {
        var host = new SimulatedHost(1);
        var owner = new Owner<>("0a", new FailsOnZero(), 0, host, 10, ofStream().on(new Telling()));

        owner.tell(1);
        host.run(10);
        owner.tell(0);
        host.run(10);

        assertThat(log.labels("recorded")).containsExactly(OF_STREAM);
        assertThat(log.labels("performed")).containsExactly(OF_STREAM);
        assertThat(log.labels("stopped")).containsExactly(OF_STREAM);
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    private static final class FailsOnZero implements Machine<Integer, Integer, String> {

        @Override
        public boolean ended(Integer state) {
            return false;
        }

        @Override
        public Step<Integer, String> step(Integer state, Integer event, Moment moment) {
            if (event == 0) {
                throw new IllegalStateException("a fault");
            }
            return Step.to(event, "do");
        }
    }

    private static final class Telling implements Owner.Surroundings<Integer, Integer, String> {

        @Override
        public void record(String id, Instant at, Integer from, Integer event, Step<Integer, String> step) {
            LOG.warn("recorded");
        }

        @Override
        public void perform(String effect, Owner<Integer, Integer, String> owner) {
            LOG.warn("performed");
        }

        @Override
        public void stopped(String id, Integer state, Integer event, RuntimeException bug) {
            LOG.warn("stopped");
        }
    }
}
