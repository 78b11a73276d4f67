package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.Outcome;
import io.headrace.node.role.OrchestratorRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the admin ports of a network tell after a paid job, and while its gateway is drained. */
class SeenFromOutsideTest {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void tellsOfAJobAndOfADrain(@TempDir Path folder) throws Exception {
        try (var bench = LocalBench.open(folder, LocalPlan.Money.LEDGER)) {
            var view = bench.submitClip();
            assertThat(LocalBench.end(view)).isInstanceOf(Outcome.Completed.class);
            var gateway = bench.network().gateway();
            var admin = URI.create("http://127.0.0.1:" + gateway.adminPort());

            var spent = get(admin.resolve("/metrics")).body();
            assertThat(value(spent, "livepeer_stream_ended_total")).isEqualTo(1);
            assertThat(value(spent, "livepeer_segment_transcoded_all_appeared_total"))
                    .isEqualTo((double) view.published().units());
            assertThat(value(spent, "livepeer_tickets_sent")).isPositive();
            assertThat(value(spent, "livepeer_gateway_deposit")).isPositive();
            assertThat(value(spent, "livepeer_current_sessions_total")).isZero();

            var earned = everywhere(bench.network().orchestrators());
            assertThat(sum(earned, "livepeer_tickets_recv")).isPositive();
            assertThat(sum(earned, "livepeer_mil_pixels_processed")).isPositive();
            assertThat(sum(earned, "livepeer_segment_transcoded_total"))
                    .isGreaterThanOrEqualTo((double) view.published().units());
            assertThat(sum(earned, "livepeer_transcoders_number")).isEqualTo(earned.size());

            assertThat(get(admin.resolve("/readyz")).statusCode()).isEqualTo(200);
            drain(admin, folder);
            assertThat(get(admin.resolve("/readyz")).statusCode()).isEqualTo(503);
            var refused = submit(URI.create("http://127.0.0.1:" + gateway.httpPort() + "/jobs"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private List<String> everywhere(List<OrchestratorRole> orchestrators) throws IOException, InterruptedException {
        var scraped = new ArrayList<String>();
        for (var each : orchestrators) {
            scraped.add(get(each.adminUri().resolve("/metrics")).body());
        }
        return scraped;
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private void drain(URI admin, Path folder) throws IOException, InterruptedException {
        Path token;
        try (var files = Files.walk(folder)) {
            token = files.filter(file -> file.endsWith("gateway/admin.token"))
                    .findFirst()
                    .orElseThrow();
        }
        var request = HttpRequest.newBuilder(admin.resolve("/drain"))
                .header("Authorization", "Bearer " + Files.readString(token).strip())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).body())
                .isEqualTo("{\"draining\":true,\"drained\":true,\"left\":{\"jobs\":0,\"units\":0}}");
    }

    private HttpResponse<String> submit(URI jobs) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(jobs)
                .POST(HttpRequest.BodyPublishers.ofString("no matter what"))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static double sum(List<String> scraped, String name) {
        return scraped.stream().mapToDouble(each -> value(each, name)).sum();
    }

    private static double value(String scraped, String name) {
        return scraped.lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
