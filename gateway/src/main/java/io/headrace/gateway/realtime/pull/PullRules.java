package io.headrace.gateway.realtime.pull;

import io.headrace.engine.stream.StreamPlace;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * From where streams may be fetched. A stranger's address must not lead into the operator's own network: a name is looked up
 * once, and what was found is what is connected to.
 *
 * @param from the addresses that are allowed
 * @param tries how often in a row a source that brings nothing is tried, five seconds apart
 */
public record PullRules(AddressRules from, HostNames names, int tries) {

    /** A minute of them. */
    public static final int USUAL_TRIES = 12;

    public PullRules {
        if (tries < 1) {
            throw new IllegalArgumentException("A source is tried once at least, not " + tries + " times");
        }
    }

    /** The same place by the number of its machine; the server is told the name that was asked for. */
    StreamPlace.Rtmp place(URI address) throws PullRefused {
        if (!"rtmp".equals(address.getScheme()) || address.getHost() == null || address.getUserInfo() != null) {
            throw new PullRefused(400, "The stream is fetched from an address such as rtmp://HOST/APP/NAME");
        }
        try {
            var numbered = from.resolve(address, names)
                    .orElseThrow(() -> elsewhere(address.getHost()))
                    .numbered();
            return new StreamPlace.Rtmp(numbered, tcUrl(address));
        } catch (UnknownHostException nowhere) {
            throw new PullRefused(400, "No machine is known by the name " + address.getHost());
        } catch (IllegalArgumentException unfit) {
            throw new PullRefused(400, "The stream's address cannot be used: " + unfit.getMessage());
        }
    }

    private static PullRefused elsewhere(String host) {
        return new PullRefused(
                403,
                "Streams are not fetched from " + host
                        + "; the gateway's operator allows addresses with --live-pull-from");
    }

    /** As far as the application, which is the first part of the path. */
    private static String tcUrl(URI address) {
        var parts = Optional.ofNullable(address.getRawPath()).orElse("").split("/", -1);
        return "rtmp://" + address.getRawAuthority() + "/" + (parts.length > 1 ? parts[1] : "");
    }
}
