package io.headrace.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.order.JobOrder.Keeping;
import io.headrace.gateway.order.JobOrder.OfFile;
import io.headrace.gateway.order.JobOrder.OfStream;
import io.headrace.gateway.order.JobOrder.SourceRendition;
import io.headrace.media.LadderText;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobOrderTest {

    @Test
    void playsTheSourceOfAStreamWhereThatIsOrdered() {
        assertThat(order(stream(SourceRendition.PLAYED), "360p").playsSource()).isTrue();
        assertThat(order(stream(SourceRendition.LEFT_OUT), "360p").playsSource())
                .isFalse();
        assertThat(order(new OfFile(Path.of("/film.mp4")), "360p").playsSource())
                .isFalse();
    }

    @Test
    void leavesTheNameToARenditionThatHasIt() {
        assertThat(order(stream(SourceRendition.PLAYED), "source=640x360@800k").playsSource())
                .isFalse();
    }

    private static OfStream stream(SourceRendition source) {
        return new OfStream("film", Keeping.WINDOW, source);
    }

    private static JobOrder order(JobOrder.Source source, String ladder) {
        return new JobOrder("0a", source, LadderText.parse(ladder), Optional.empty(), Path.of("/jobs/0a"));
    }
}
