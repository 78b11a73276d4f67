package io.headrace.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.cli.CommandFailed;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Device.Nvidia;
import io.headrace.media.request.DevicesTried;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvidiaChoiceTest {

    private static final Nvidia FIRST = new Nvidia(0);
    private static final Nvidia SECOND = new Nvidia(1);
    private static final DevicesTried ONE_OF_TWO = new DevicesTried(List.of(
            new DevicesTried.Usable(FIRST, Set.of(VideoCodec.H264)),
            new DevicesTried.Unusable(SECOND, "unsupported device")));
    private static final DevicesTried NOTHING = new DevicesTried(List.of());

    @Test
    void readsWordsAndNumbers() {
        assertThat(NvidiaChoice.parse("all")).isEqualTo(new NvidiaChoice.All());
        assertThat(NvidiaChoice.parse(" none ")).isEqualTo(new NvidiaChoice.None());
        assertThat(NvidiaChoice.parse("1, 0")).isEqualTo(new NvidiaChoice.These(List.of(SECOND, FIRST)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "every", "0,", "0-3", "-1", "16", "0,0"})
    void refusesTheRest(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NvidiaChoice.parse(text));
    }

    @Test
    void triesWhatHasAFileUnlessNumbersAreNamed() {
        var present = List.of(FIRST);

        assertThat(new NvidiaChoice.Found().toTry(present)).isEqualTo(present);
        assertThat(new NvidiaChoice.All().toTry(present)).isEqualTo(present);
        assertThat(new NvidiaChoice.None().toTry(present)).isEmpty();
        assertThat(new NvidiaChoice.These(List.of(SECOND)).toTry(present)).containsExactly(SECOND);
    }

    @Test
    void usesWhatWorks() {
        assertThat(new NvidiaChoice.Found().chosen(ONE_OF_TWO))
                .extracting(DevicesTried.Usable::device)
                .containsExactly(FIRST);
        assertThat(new NvidiaChoice.All().chosen(ONE_OF_TWO))
                .extracting(DevicesTried.Usable::device)
                .containsExactly(FIRST);
        assertThat(new NvidiaChoice.Found().chosen(NOTHING)).isEmpty();
        assertThat(new NvidiaChoice.None().chosen(NOTHING)).isEmpty();
    }

    @Test
    void saysWhichOfThoseNamedIsMissingAndWhatToDo() {
        assertThatThrownBy(() -> new NvidiaChoice.These(List.of(FIRST, SECOND)).chosen(ONE_OF_TWO))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContainingAll("nvidia:1: unsupported device", "nvidia-smi", "--nvidia none");
    }

    @Test
    void wantsOneAtLeastWhereAllAreAskedFor() {
        assertThatThrownBy(() -> new NvidiaChoice.All().chosen(NOTHING))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("/dev/nvidia0");
        var refused = new DevicesTried(List.of(new DevicesTried.Unusable(FIRST, "unsupported device")));
        assertThatThrownBy(() -> new NvidiaChoice.All().chosen(refused))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("nvidia:0: unsupported device");
    }
}
