package io.headrace.orchestrator.byoc;

import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import io.headrace.transport.address.ResolvedUri;
import java.net.URI;
import java.net.UnknownHostException;

/** Looks at the address under which an application says that it is reached. */
public final class AppUrl {

    private static final int MAX_LENGTH = 2_048;

    private AppUrl() {}

    /**
     * Resolves it once: what was resolved is what is called. Blocks.
     *
     * @throws RefusedException with a sentence for the application
     */
    public static ResolvedUri resolved(URI url, AddressRules addresses) throws RefusedException {
        if (url.toString().length() > MAX_LENGTH || url.getUserInfo() != null || url.getQuery() != null) {
            throw new RefusedException("url must be the plain address of an application, without a user or a query");
        }
        try {
            return addresses
                    .resolve(url, HostNames.system())
                    .orElseThrow(() -> new RefusedException("url points to " + url.getHost()
                            + ", which is not public; the orchestrator's operator must declare its address"));
        } catch (UnknownHostException unknown) {
            throw new RefusedException("url names the host " + url.getHost() + ", which nobody knows");
        }
    }
}
