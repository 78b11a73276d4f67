package io.headrace.gateway.realtime.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.engine.stream.StreamExit;
import io.headrace.engine.stream.StreamPlace;
import io.headrace.gateway.carry.FakeCarriers;
import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.auth.KeyAuthorization;
import io.headrace.gateway.realtime.RealtimeStreams;
import io.headrace.gateway.realtime.WorkNotes;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization;
import io.headrace.gateway.realtime.auth.SharedAuthorization;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.machine.SimulatedHost;
import io.headrace.media.AccessUnit;
import io.headrace.media.LadderText;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.transport.address.AddressRange;
import io.headrace.transport.address.AddressRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullApiTest {

    private static final LiveConfig STREAMS = LiveConfig.of(LadderText.parse("360p"));
    private static final int TRIES = 2;

    private final SimulatedHost host = new SimulatedHost(1);
    private final FakeCarriers carriers = new FakeCarriers();
    private final WorkNotes works = new WorkNotes();
    private final RealtimeStreams streams = new RealtimeStreams(RealtimeConfig.DEFAULT, works, carriers.on(host));
    private final RealtimeAuthorization authorization =
            new SharedAuthorization(new KeyAuthorization(Set.of("sesame"), STREAMS), RealtimeConfig.DEFAULT);

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    @AutoClose
    private final HttpServer server = serving();

    private HttpServer serving() {
        var rules = new PullRules(
                AddressRules.only(AddressRange.LOOPBACK), name -> List.of(InetAddress.ofLiteral(name)), TRIES);
        var api = new PullApi(authorization, new StreamPulls(streams, rules, carriers.on(host)));
        try {
            return HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(api.routes()));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private int start(String path, String type, String body) throws Exception {
        var url = URI.create("http://127.0.0.1:" + server.port() + "/live/video-to-video/" + path + "/start");
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private int hook(String path, String form) throws Exception {
        return start(path, "application/x-www-form-urlencoded", form);
    }

    private int json(String path, String body) throws Exception {
        return start(path, "application/json", body);
    }

    private URI fetched() {
        return ((StreamPlace.Rtmp) carriers.started.getLast().task.in()).address();
    }

    private static AccessUnit picture(long ticks) {
        var time = new MediaTime(ticks);
        return new AccessUnit.Picture(VideoCodec.H264, time, time, true, MediaBytes.EMPTY);
    }

    @Test
    void fetchesWhatAMediaServerHas() throws Exception {
        var form = "source_id=1&source_type=RTMPConn&query=pipeline%3Dedges%26key%3Dsesame";

        assertThat(hook("prefix/film", form)).isEqualTo(200);

        assertThat(fetched()).isEqualTo(URI.create("rtmp://127.0.0.1/prefix/film"));
        carriers.started.getLast().back.accept(picture(900_000));
        assertThat(works.input("film")).containsExactly(picture(900_000));
        assertThat(works.order("film").model()).isEqualTo("edges");
    }

    @Test
    void fetchesWhatAnApplicationNames() throws Exception {
        var body = "{\"rtmp_url\":\"rtmp://127.0.0.1:1936/live/a\",\"pipeline\":\"edges\",\"key\":\"sesame\","
                + "\"params\":{\"strength\":0.5}}";

        assertThat(json("film", body)).isEqualTo(200);

        assertThat(fetched()).isEqualTo(URI.create("rtmp://127.0.0.1:1936/live/a"));
        assertThat(works.order("film").parameters()).isEqualTo("{\"strength\":0.5}");
        assertThat(json("film", body)).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "film     | source_type=rtmpconn&query=pipeline%3Dedges%26key%3Dsesame            | 400",
                "film     | source_id=1&query=pipeline%3Dedges%26key%3Dsesame                     | 400",
                "film     | source_id=1&source_type=carrier-pigeon&query=key%3Dsesame             | 400",
                "film     | source_id=1&source_type=rtmpconn&query=params%3D%257B%26key%3Dsesame  | 400",
                "film     | source_id=1&source_type=rtmpconn&query=pipeline%3Dedges               | 403",
                "film     | source_id=%zz                                                         | 400",
                "a%20b    | source_id=1&source_type=rtmpconn&query=key%3Dsesame                   | 400",
                "film-out | nothing at all                                                        | 200",
            })
    void refusesWhatTheReferenceRefuses(String name, String form, int status) throws Exception {
        assertThat(hook(name, form)).isEqualTo(status);
        assertThat(carriers.started).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                                                 | 400",
                "[]                                                                                | 400",
                "{\"pipeline\":\"edges\"}                                                          | 400",
                "{\"rtmp_url\":\"rtmp://10.0.0.1/live/a\",\"pipeline\":\"edges\",\"key\":\"sesame\"} | 403",
                "{\"rtmp_url\":\"http://127.0.0.1/a\",\"pipeline\":\"edges\",\"key\":\"sesame\"}   | 400",
                "{\"rtmp_url\":\"rtmp://10.0.0.1/live/a\",\"pipeline\":\"edges\"}                  | 403",
            })
    void refusesSenselessDocumentsAndForbiddenPlaces(String body, int status) throws Exception {
        assertThat(json("film", body)).isEqualTo(status);
        assertThat(carriers.started).isEmpty();
        assertThat(streams.find("film")).isEmpty();
    }

    @Test
    void goesOnOnTheStreamsClockWhenTheSourceComesBack() throws Exception {
        assertThat(json("film", document())).isEqualTo(200);
        carriers.started.getLast().back.accept(picture(900_000));
        carriers.started.getLast().end(StreamExit.ENDED);
        host.run(1);
        carriers.started.getLast().back.accept(picture(0));

        assertThat(carriers.started).hasSize(2);
        assertThat(works.input("film"))
                .hasSize(2)
                .extracting(AccessUnit::presentation)
                .isSorted();
    }

    @Test
    void leavesItsSeatWhenTheSourceStaysAway() throws Exception {
        assertThat(json("film", document())).isEqualTo(200);
        for (int i = 0; i < TRIES; i++) {
            assertThat(streams.find("film").orElseThrow().publisher()).isPresent();
            carriers.started.getLast().end(StreamExit.UNREACHABLE);
            if (i < TRIES - 1) {
                host.run(1);
            }
        }

        assertThat(carriers.started).hasSize(TRIES);
        assertThat(streams.find("film").orElseThrow().publisher()).isEmpty();
    }

    @Test
    void endsWithItsStream() throws Exception {
        assertThat(json("film", document())).isEqualTo(200);

        streams.find("film").orElseThrow().stop();

        assertThat(carriers.started.getLast().finished).isTrue();
    }

    private static String document() {
        return "{\"rtmp_url\":\"rtmp://127.0.0.1/live/a\",\"pipeline\":\"edges\",\"key\":\"sesame\"}";
    }
}
