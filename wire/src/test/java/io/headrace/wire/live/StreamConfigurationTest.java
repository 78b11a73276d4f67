package io.headrace.wire.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.SegmentCredentialCodec;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamConfigurationTest {

    @ParameterizedTest
    @CsvSource({"A-022, A-024", "A-025, A-026", "A-031, A-033", "A-058, A-059", "A-070, A-071"})
    void asksForTheLadderThatTheReferenceSigned(String push, String segment) {
        var accepted = RecordedPush.accepted(RecordedExchanges.named(push));
        var credential = SegmentCredentialCodec.decodeHeader(RecordedExchanges.named(segment)
                        .request()
                        .header(SegmentCredentialCodec.HEADER)
                        .orElseThrow())
                .orElseThrow();

        var wanted = accepted.headers()
                .configuration()
                .orElseThrow()
                .renditions(accepted.segment().container());

        assertThat(wanted)
                .isEqualTo(new WantedRenditions.Wanted(credential.ladder().orElseThrow()));
    }

    @Test
    void readsTheAnswerOfARecordedWebhook() {
        var configuration = read(RecordedExchanges.named("K-007").response().bodyText());

        assertThat(configuration.manifest()).contains(new ManifestId("int-1"));
        assertThat(configuration.names()).isEqualTo(new StreamConfiguration.Names("str-1", "sess-1", "k1"));
        assertThat(names(configuration)).isEqualTo(names(RecordedExchanges.named("K-006")));
    }

    @Test
    void putsTheHeadersNameInPlaceOfTheUrls() {
        var push = RecordedPush.accepted(RecordedExchanges.named("N-007"));

        assertThat(push.headers().configuration().orElseThrow().manifest()).contains(new ManifestId("headername"));
    }

    @Test
    void wantsNoneWhereTheListIsEmpty() {
        var push = RecordedPush.accepted(RecordedExchanges.named("A-064"));

        assertThat(push.headers().configuration().orElseThrow().renditions(Container.MPEG_TS))
                .isEqualTo(new WantedRenditions.None());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"profiles\":null}", "{\"presets\":[]}", "{\"future\":{\"a\":[1,{}]}}"})
    void leavesToTheGatewayWhatItDoesNotSay(String json) {
        assertThat(read(json)).isEqualTo(StreamConfiguration.DEFAULT);
        assertThat(read(json).renditions(Container.MPEG_TS)).isEqualTo(new WantedRenditions.OfTheGateway());
    }

    @Test
    void readsEveryField() {
        var configuration = read("""
                {"manifestID":"m","STREAMID":"st","sessionID":"se","streamKey":"k","presets":[" P240p25fps16x9 ",null],
                 "objectStore":"s3://a","recordObjectStore":"s3://b","recordObjectStoreUrl":"https://b",
                 "previousSessions":["x","y"],"verificationFreq":3,"timeoutMultiplier":-2,"forceSessionReinit":true}""");

        assertThat(configuration)
                .isEqualTo(new StreamConfiguration(
                        PushPath.manifest("m"),
                        new StreamConfiguration.Names("st", "se", "k"),
                        List.of(" P240p25fps16x9 ", ""),
                        StreamConfiguration.DEFAULT.profiles(),
                        new StreamConfiguration.Stores("s3://a", "s3://b", "https://b"),
                        List.of("x", "y"),
                        3,
                        -2,
                        true));
        assertThat(names(configuration)).containsExactly("P240p25fps16x9");
        assertThat(configuration.toString()).doesNotContain("s3://");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P720p60fps16x9 | 1280 | 720 | 60 | 6000000",
                "P144p30fps16x9 | 256 | 144 | 30 | 400000",
                "P360p30fps4x3 | 480 | 360 | 30 | 1000000"
            })
    void knowsThePresetsOfTheNetwork(String name, int width, int height, int fps, int bitrate) {
        var preset = RenditionPresets.named(name, Container.MP4).orElseThrow();

        assertThat(preset.name()).isEqualTo(name);
        assertThat(List.of(preset.width(), preset.height(), preset.frameRate().numerator(), preset.bitrate()))
                .containsExactly(width, height, fps, bitrate);
        assertThat(preset.container()).isEqualTo(Container.MP4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P144p25fps16x9", "p720p60fps16x9", ""})
    void passesOverPresetsThatHaveNoName(String name) {
        assertThat(read("{\"presets\":[\"" + name + "\"]}").renditions(Container.MPEG_TS))
                .isEqualTo(new WantedRenditions.None());
    }

    @Test
    void tellsRenditionsOfOneNameApart() {
        var longName = "n".repeat(64);
        var configuration = read("{\"presets\":[\"P240p30fps16x9\",\"P240p30fps16x9\"],\"profiles\":["
                + "{\"name\":\"P240p30fps16x9_2\"},{\"name\":\"" + longName + "\"},{\"name\":\"" + longName + "\"}]}");

        assertThat(names(configuration))
                .containsExactly(
                        "P240p30fps16x9",
                        "P240p30fps16x9_2",
                        "P240p30fps16x9_2_2",
                        longName,
                        longName.substring(2) + "_2");
    }

    @Test
    void refusesMoreRenditionsThanTheNetworkMakes() {
        var eleven = "{\"width\":1},".repeat(10) + "{\"width\":1}";

        assertThat(read("{\"profiles\":[" + eleven + "]}").renditions(Container.MPEG_TS))
                .isEqualTo(new WantedRenditions.Refused("Too many outputs: 11 of at most 10"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'gop':'-3' | invalid gop value -3.000000. Please set it to a positive value",
                "'gop':'3601' | a GOP of 3601 s; at most 3600 s are possible",
                "'gop':'NaN' | cannot parse the GOP value in the transcoding options: "
                        + "strconv.ParseFloat: parsing \"NaN\": invalid syntax",
                "'gop':'Intra' | cannot parse the GOP value in the transcoding options: "
                        + "strconv.ParseFloat: parsing \"Intra\": invalid syntax",
                "'profile':'H264Wrong' | unable to parse the H264 encoder profile: unknown VideoProfile profile name",
                "'encoder':'h.264' | Unable to parse encoder profile, unknown encoder: h.264 unknown codec name",
                "'width':-1 | Negative or too large: -1x0, 0 bit/s, quality 0",
                "'name':'a/b' | A profile's name has 1 to 64 letters, digits, '.', '_' or '-': \"a/b\""
            })
    void refusesRenditionsInTheWordsOfTheReference(String fields, String sentence) {
        var json = "{\"profiles\":[{\"name\":\"p\"," + fields.replace('\'', '"') + "}]}";

        assertThat(read(json).renditions(Container.MPEG_TS)).isEqualTo(new WantedRenditions.Refused(sentence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A-066", "A-067"})
    void refusesWhatTheReferenceRefused(String id) {
        var push = RecordedPush.accepted(RecordedExchanges.named(id));

        assertThat(push.headers().configuration().orElseThrow().renditions(Container.MPEG_TS))
                .isInstanceOf(WantedRenditions.Refused.class);
    }

    @Test
    void readsEveryWordOfARendition() {
        var profile = only("'gop':'0.0004','profile':'h264HIGH','encoder':'VP9','quality':63,'fpsDen':0,'fps':25");

        assertThat(profile.gop()).isEqualTo(new Gop.EncoderDefault());
        assertThat(profile.codecProfile()).isEqualTo(CodecProfile.H264_HIGH);
        assertThat(profile.codec()).isEqualTo(VideoCodec.VP9);
        assertThat(profile.frameRate()).hasToString("25");
        assertThat(only("'gop':'.5'").gop()).isEqualTo(new Gop.Every(Duration.ofMillis(500)));
        assertThat(only("'colorDepth':8,'chromaFormat':2").quality()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'manifestID':1} | json: cannot unmarshal number into Go struct field "
                        + "authWebhookResponse.manifestID of type string",
                "{'presets':'a'} | json: cannot unmarshal string into Go struct field "
                        + "authWebhookResponse.presets of type []string",
                "{'presets':[true]} | json: cannot unmarshal bool into Go struct field "
                        + "authWebhookResponse.presets of type string",
                "{'profiles':{}} | json: cannot unmarshal object into Go struct field "
                        + "authWebhookResponse.profiles of type []ffmpeg.JsonProfile",
                "{'profiles':[{'fps':-1}]} | json: cannot unmarshal number -1 into Go struct field "
                        + "authWebhookResponse.profiles.fps of type uint",
                "{'profiles':[{'width':1.5}]} | json: cannot unmarshal number 1.5 into Go struct field "
                        + "authWebhookResponse.profiles.width of type int",
                "{'timeoutMultiplier':3000000000} | json: cannot unmarshal number 3000000000 into Go struct field "
                        + "authWebhookResponse.timeoutMultiplier of type int",
                "{'forceSessionReinit':'yes'} | json: cannot unmarshal string into Go struct field "
                        + "authWebhookResponse.forceSessionReinit of type bool",
                "[] | json: cannot unmarshal array into Go value of type server.authWebhookResponse",
                "{'manifestID':'/'} | a manifestID of 1 characters names no stream"
            })
    void refusesFieldsOfAnotherType(String json, String reason) {
        assertThat(StreamConfiguration.read(json.replace('\'', '"')))
                .isEqualTo(new StreamConfiguration.Reading.Unreadable(reason));
    }

    @Test
    void refusesATextThatIsTooLong() {
        var json = "{\"x\":\"" + "y".repeat(StreamConfiguration.MAX_LENGTH) + "\"}";

        assertThat(StreamConfiguration.read(json)).isInstanceOf(StreamConfiguration.Reading.Unreadable.class);
    }

    @Test
    void comparesProfilesAndNothingElse() {
        var webhook = read("{\"manifestID\":\"a\",\"presets\":[\"x\"],\"profiles\":[{\"name\":\"p\",\"width\":1}]}");

        assertThat(webhook.hasProfilesOf(read("{\"profiles\":[{\"width\":1,\"name\":\"p\"}]}")))
                .isTrue();
        assertThat(webhook.hasProfilesOf(read("{\"profiles\":[{\"width\":2,\"name\":\"p\"}]}")))
                .isFalse();
        assertThat(read("{}").hasProfilesOf(read("{\"profiles\":[]}"))).isTrue();
    }

    @Test
    void survivesAnyText() {
        var random = new Random(13);
        var sample = RecordedExchanges.named("K-007").response().bodyText();
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder(sample);
            IntStream.range(0, 1 + random.nextInt(4))
                    .forEach(_ -> text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(200)));
            if (StreamConfiguration.read(text.toString()) instanceof StreamConfiguration.Reading.Read(var read)) {
                assertThat(read.renditions(Container.MPEG_TS)).isNotNull();
            }
        }
    }

    private static Profile only(String fields) {
        var json = "{\"profiles\":[{\"name\":\"p\"," + fields.replace('\'', '"') + "}]}";
        return ladder(read(json)).profiles().getFirst();
    }

    private static List<String> names(StreamConfiguration configuration) {
        return ladder(configuration).profiles().stream().map(Profile::name).toList();
    }

    private static Ladder ladder(StreamConfiguration configuration) {
        return ((WantedRenditions.Wanted) configuration.renditions(Container.MPEG_TS)).ladder();
    }

    private static List<String> names(RecordedExchange answer) {
        return answer.response().parts().stream()
                .map(part -> part.head().substring(part.head().lastIndexOf(' ') + 1))
                .toList();
    }

    private static StreamConfiguration read(String json) {
        return ((StreamConfiguration.Reading.Read) StreamConfiguration.read(json)).configuration();
    }
}
