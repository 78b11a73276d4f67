package io.headrace.node.role;

import io.headrace.gateway.byoc.stream.ContainerDesk;
import io.headrace.gateway.byoc.stream.ContainerStreams;
import io.headrace.gateway.byoc.stream.StreamApi;
import io.headrace.gateway.byoc.stream.StreamHook;
import io.headrace.gateway.byoc.stream.StreamPlaces;
import io.headrace.gateway.byoc.stream.StreamTimes;
import io.headrace.transport.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where clients begin and steer streams of containers. */
final class ContainerStreamDoor {

    private static final String HOST = "127.0.0.1";

    private final RealtimeDoor realtime;
    private final ContainerStreams streams;
    private final StreamApi api;
    private final CompletableFuture<String> http = new CompletableFuture<>();
    private final CompletableFuture<String> rtmp = new CompletableFuture<>();

    private ContainerStreamDoor(NodeBase base, GatewayFloor floor, RealtimeDoor realtime, RequestDoor requests) {
        this.realtime = realtime;
        streams = new ContainerStreams(
                realtime.streams(),
                requests.containers(),
                floor.client(),
                floor.rules(),
                floor.realtime().flow(),
                StreamTimes.DEFAULT);
        boolean whips = !realtime.media(StreamApi.BASE, desk -> desk).isEmpty();
        api = new StreamApi(streams, new StreamPlaces(http::join, rtmp::join, whips), base.secrets()::bytes);
    }

    static ContainerStreamDoor open(NodeBase base, GatewayFloor floor, RealtimeDoor realtime, RequestDoor requests) {
        return new ContainerStreamDoor(base, floor, realtime, requests);
    }

    /** These routes, and those. */
    List<Route> beside(List<Route> others) {
        var routes = new ArrayList<>(others);
        routes.addAll(api.routes());
        routes.add(new StreamHook(streams, realtime.pulls()).route());
        routes.addAll(realtime.media(StreamApi.BASE, desk -> new ContainerDesk(desk, streams)));
        return routes;
    }

    /** From now on streams can say where they are. */
    void listening(int httpPort, int rtmpPort) {
        http.complete("http://" + HOST + ":" + httpPort);
        rtmp.complete("rtmp://" + HOST + ":" + rtmpPort + "/live");
    }
}
