package io.headrace.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.OfFile;
import io.headrace.gateway.order.VideoOrder.OfStream;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.LadderText;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.payments.Price;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFileTest {

    private static final Profile USUAL = Profile.h264(640, 360, 800_000);

    @TempDir
    Path folder;

    static Stream<Profile> profilesThatDifferInOneField() {
        return Stream.of(
                USUAL,
                USUAL.named("small"),
                USUAL.at(new FrameRate(30_000, 1_001)),
                of(Container.MP4, VideoCodec.H264, CodecProfile.DEFAULT, new Gop.EncoderDefault(), 0),
                of(Container.MPEG_TS, VideoCodec.HEVC, CodecProfile.DEFAULT, new Gop.EncoderDefault(), 0),
                of(Container.MPEG_TS, VideoCodec.H264, CodecProfile.H264_HIGH, new Gop.EncoderDefault(), 0),
                of(Container.MPEG_TS, VideoCodec.H264, CodecProfile.DEFAULT, new Gop.IntraOnly(), 0),
                of(
                        Container.MPEG_TS,
                        VideoCodec.H264,
                        CodecProfile.DEFAULT,
                        new Gop.Every(Duration.ofNanos(1_001_000_001)),
                        0),
                of(Container.MPEG_TS, VideoCodec.H264, CodecProfile.DEFAULT, new Gop.EncoderDefault(), 23));
    }

    private static Profile of(Container container, VideoCodec codec, CodecProfile tools, Gop gop, int quality) {
        return new Profile("360p", 640, 360, 800_000, FrameRate.of(25), container, codec, tools, gop, quality);
    }

    @ParameterizedTest
    @MethodSource("profilesThatDifferInOneField")
    void readsEveryFieldOfAProfileAsItWasWritten(Profile profile) throws Exception {
        var order = order(new OfFile(Path.of("/film.mp4")), new Ladder(List.of(profile)), Optional.empty());

        OrderFile.write(order);

        assertThat(OrderFile.read(folder)).contains(order);
    }

    @ParameterizedTest
    @EnumSource(Keeping.class)
    void readsTheOrderOfAStreamAsItWasWritten(Keeping keeping) throws Exception {
        var ladder = new Ladder(profilesThatDifferInOneField().limit(2).toList());
        var order =
                order(new OfStream("a film", keeping, SourceRendition.PLAYED), ladder, Optional.of(Price.of(1_200, 7)));

        OrderFile.write(order);

        assertThat(OrderFile.read(folder)).contains(order);
    }

    @ParameterizedTest
    @EnumSource(RealtimeJobOrder.Standby.class)
    void readsTheOrderOfALiveSessionAsItWasWritten(RealtimeJobOrder.Standby standby) throws Exception {
        var order = live("{\"prompt\":\"a \\\"film\\\"\"}", standby);

        OrderFile.write(order);

        assertThat(OrderFile.read(folder)).contains(order);
    }

    @ParameterizedTest
    @EnumSource
    void readsTheOrderOfARequestAsItWasWritten(BatchJobOrder.Delivery delivery) throws Exception {
        for (var door : BatchJobOrder.Door.values()) {
            var order = new BatchJobOrder(
                    "ab12",
                    door,
                    "upscale",
                    "espcn-x2",
                    "multipart/form-data; boundary=x",
                    delivery,
                    Optional.of(Price.of(3, 7)),
                    folder);
            OrderFile.write(order);

            assertThat(OrderFile.read(folder)).contains(order);
        }
    }

    @Test
    void refusesAnOrderOfALiveSessionWithoutAModelOrWithTooLongParameters() {
        var tooLong = "x".repeat(RealtimeJobOrder.MAX_PARAMETERS + 1);

        assertThatThrownBy(() -> live(tooLong, RealtimeJobOrder.Standby.NONE)).hasMessageContaining("1048577");
        assertThatThrownBy(() -> new RealtimeJobOrder(
                        "0a", "film", "", "", "{}", "", RealtimeJobOrder.Standby.NONE, Optional.empty(), folder))
                .hasMessageContaining("a model of 1 to 256 characters");
    }

    private RealtimeJobOrder live(String parameters, RealtimeJobOrder.Standby standby) {
        return new RealtimeJobOrder(
                "0a", "film", "app-7", "edges", parameters, "east", standby, Optional.of(Price.of(3, 7)), folder);
    }

    @Test
    void replacesAnOrder() throws Exception {
        var ladder = new Ladder(List.of(USUAL));
        OrderFile.write(order(new OfFile(Path.of("/old.mp4")), ladder, Optional.empty()));
        var newer = order(new OfFile(Path.of("/new.mp4")), ladder, Optional.empty());

        OrderFile.write(newer);

        assertThat(OrderFile.read(folder)).contains(newer);
    }

    @Test
    void readsTheFileOfAnEarlierVersion() throws Exception {
        put("""
                {"id":"0a","ladder":"hd=1280x720@3000000:30,360p=640x360@800000","maxPrice":"1200/7",
                "stream":"film","keeping":"RECORDING","sourceRendition":"LEFT_OUT"}""");

        assertThat(OrderFile.read(folder))
                .contains(order(
                        new OfStream("film", Keeping.RECORDING, SourceRendition.LEFT_OUT),
                        LadderText.parse("hd=1280x720@3000k:30,360p"),
                        Optional.of(Price.of(1_200, 7))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"id\":\"0a\",",
                "[]",
                "{}",
                "{\"id\":\"0a\",\"input\":\"/film.mp4\"}",
                "{\"id\":\"0a\",\"input\":\"/film.mp4\",\"profiles\":[]}",
                "{\"id\":\"0a\",\"input\":\"/film.mp4\",\"profiles\":[{\"name\":\"360p\"}]}",
                "{\"id\":\"0a\",\"input\":\"/film.mp4\",\"ladder\":\"enormous\"}",
                "{\"id\":\"0a\",\"stream\":\"film\",\"keeping\":\"SOME\",\"sourceRendition\":\"PLAYED\",\"ladder\":\"360p\"}"
            })
    void readsNothingOfAFileThatIsNoOrder(String text) throws Exception {
        put(text);

        assertThat(OrderFile.read(folder)).isEmpty();
    }

    @Test
    void readsNothingOfAProfileWithAGopThatIsNoDuration() throws Exception {
        OrderFile.write(order(new OfFile(Path.of("/film.mp4")), new Ladder(List.of(USUAL)), Optional.empty()));
        put(Files.readString(folder.resolve("order.json")).replace("encoder-default", "sometimes"));

        assertThat(OrderFile.read(folder)).isEmpty();
    }

    private void put(String text) throws Exception {
        Files.writeString(folder.resolve("order.json"), text);
    }

    private VideoOrder order(VideoOrder.Source source, Ladder ladder, Optional<Price> maxPrice) {
        return new VideoOrder("0a", source, ladder, maxPrice, folder);
    }
}
