package io.headrace.gateway.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.SecretSource;
import io.headrace.crypto.Signatures;
import io.headrace.gateway.check.ContentChecks;
import io.headrace.gateway.check.PacketChecks;
import io.headrace.gateway.discovery.DiscoveryConfig;
import io.headrace.gateway.discovery.FixedList;
import io.headrace.gateway.discovery.OfferJudge;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.fixture.FakeMediaEngine;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.WatchedJournal;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.run.JobTools;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobLimits;
import io.headrace.job.selection.Preferences;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.ThreadHost;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.SenderLimits;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.Answer;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A gateway's jobs of containers, done by orchestrators that a test brings, what it serves of them, and a client of that. */
public final class ContainerFront implements AutoCloseable {

    public static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofMinutes(2), Duration.ofMinutes(2), 1 << 20);

    public final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    public final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    public final WatchedJournal journal = new WatchedJournal();
    public final RunningJobs jobs;
    public final ByocJobs containers;
    private final FakeMediaEngine media = new FakeMediaEngine(1);
    private final OrchestratorDirectory directory;
    private Optional<HttpServer> server = Optional.empty();

    /** @param payer empty where nobody is paid */
    public ContainerFront(Path folder, List<URI> orchestrators, ByocConfig config, Optional<PayerAccount> payer) {
        var peer = FakePeer.free();
        directory = new OrchestratorDirectory(
                new DiscoveryConfig(peer.services(), Duration.ofHours(1), Duration.ofHours(1)),
                peer,
                Capabilities.NONE,
                OfferJudge.FREE,
                InstantSource.system(),
                NanoTicker.system());
        var tools = new JobTools(
                host,
                NanoTicker.system(),
                directory,
                peer,
                media,
                new JobTools.Checks(new PacketChecks(media), ContentChecks.NONE),
                payer,
                new OfferCheck(SenderLimits.DEFAULT),
                Signatures::signedBy,
                new JobTools.Limits(JobLimits.DEFAULT, JobLimits.LIVE),
                new Preferences(1, 0));
        jobs = new RunningJobs(folder, 100, tools, journal, SecretSource.system());
        containers = new ByocJobs(
                jobs,
                tools,
                FixedList.of(orchestrators),
                new NetworkContainerPeer(client),
                config,
                SecretSource.system());
    }

    public void serve(List<Route> routes) throws Exception {
        server = Optional.of(HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(routes)));
    }

    public URI here(String path) {
        return URI.create("http://127.0.0.1:" + server.orElseThrow().port() + path);
    }

    public Answer call(String method, String path, Headers headers, String body) throws Exception {
        var call = new HttpCall(method, here(path), headers, HttpCall.Version.HTTP_1_1, PATIENT);
        return body.isEmpty() ? client.send(call) : client.send(call, ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    public static String text(Answer answer) throws Exception {
        return new String(answer.readAll(), UTF_8);
    }

    @Override
    public void close() {
        server.ifPresent(HttpServer::close);
        jobs.close();
        directory.close();
        client.close();
        media.close();
        host.close();
    }
}
