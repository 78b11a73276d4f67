package io.headrace.gateway.peer;

import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.transport.address.AddressRange;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.realtime.ChannelPoint;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where the channels of a session may be. A gateway sends its clients' video to them and shows what it reads there: what an
 * orchestrator names must not lead it into its operator's own network (real-time reference section 1).
 *
 * <pre>
 * /ai/trickle/m1, https:///ai/trickle/m1      the orchestrator's own: completed with its address
 * at the orchestrator's host, on any port     taken
 * at a host that leads to where that one leads,
 *   or to the public internet                 taken, at the address that it leads to now
 * anything else                               refused
 * </pre>
 *
 * A name of somebody else's is looked up once, and its address stands in its place from then on: what was checked is what is
 * connected to, for as long as the session lasts.
 *
 * @param names looks up hosts that are not the orchestrator's own
 */
public record ChannelRules(HostNames names) {

    /** Characters of a refused address that are shown. */
    private static final int MAX_SHOWN = 200;

    /**
     * The channel's whole address. Blocks while names are looked up.
     *
     * @param service of the orchestrator, an address with a host
     * @param named as the orchestrator wrote it
     * @throws PeerException with a sentence that names both, and says that something may have begun there
     */
    public ChannelPoint at(URI service, ChannelPoint named) throws PeerException {
        URI written;
        try {
            written = new URI(named.url().replaceFirst("^https?:///", "/"));
        } catch (URISyntaxException malformed) {
            throw refused(service, named, "is no address");
        }
        var whole = isOwn(written) ? NetworkPeer.path(service, written.toString()) : written;
        var objection = form(whole);
        if (objection.isPresent()) {
            throw refused(service, named, objection.get());
        }
        var place = whole.getHost().equalsIgnoreCase(service.getHost()) ? whole : elsewhere(service, named, whole);
        return new ChannelPoint(place.toString(), named.token());
    }

    private static boolean isOwn(URI written) {
        return written.getScheme() == null
                && written.getRawAuthority() == null
                && written.getRawPath().startsWith("/");
    }

    private static Optional<String> form(URI channel) {
        if (!"http".equalsIgnoreCase(channel.getScheme()) && !"https".equalsIgnoreCase(channel.getScheme())) {
            return Optional.of("is neither http nor https");
        }
        if (channel.getHost() == null || channel.getPort() > 0xFFFF) {
            return Optional.of("names no host and port");
        }
        if (channel.getRawUserInfo() != null || channel.getRawQuery() != null || channel.getRawFragment() != null) {
            return Optional.of("has a user, a query or a fragment");
        }
        var path = channel.getRawPath();
        return path.isEmpty() || path.endsWith("/") ? Optional.of("does not end with a name") : Optional.empty();
    }

    private URI elsewhere(URI service, ChannelPoint named, URI channel) throws PeerException {
        try {
            var own = names.addresses(service.getHost()).stream()
                    .map(ChannelRules::alone)
                    .toList();
            var rules = AddressRules.publicAnd(own);
            var all = names.addresses(channel.getHost());
            var inside = all.stream().filter(address -> !rules.allows(address)).findFirst();
            if (inside.isPresent()) {
                throw refused(
                        service,
                        named,
                        "leads to " + inside.get().getHostAddress()
                                + ", which is neither the orchestrator's nor one of the public internet");
            }
            return new ResolvedUri(channel, all.getFirst()).numbered();
        } catch (UnknownHostException nowhere) {
            throw refused(service, named, "has a host whose name leads nowhere");
        }
    }

    private static AddressRange alone(InetAddress address) {
        return new AddressRange(address, address.getAddress().length * Byte.SIZE);
    }

    private static PeerException refused(URI service, ChannelPoint named, String why) {
        var url = named.url();
        var shown = url.length() <= MAX_SHOWN ? url : url.substring(0, MAX_SHOWN) + "...";
        return new PeerException(
                Reason.SESSION_REFUSED,
                Sent.PERHAPS,
                service + " names a channel at \"" + shown.replaceAll("[^\\x20-\\x7e]", "?") + "\", which " + why);
    }
}
