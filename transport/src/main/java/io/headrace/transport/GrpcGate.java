package io.headrace.transport;

import io.grpc.BindableService;
import io.grpc.servlet.jakarta.ServletAdapter;
import io.grpc.servlet.jakarta.ServletServerBuilder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets gRPC calls through to the services, and nothing else. */
final class GrpcGate extends Handler.Wrapper {
    /** The receive limit of every known peer. */
    private static final int MESSAGE_BYTES = 4 * 1024 * 1024;

    private GrpcGate(Handler services) {
        super(services);
    }

    static GrpcGate over(List<? extends BindableService> services) {
        var builder = new ServletServerBuilder().maxInboundMessageSize(MESSAGE_BYTES);
        services.forEach(builder::addService);
        builder.executor(Executors.newVirtualThreadPerTaskExecutor());
        var holder = new ServletHolder(new Servlet(builder.buildServletAdapter()));
        holder.setAsyncSupported(true);
        var context = new ServletContextHandler("/");
        context.addServlet(holder, "/*");
        return new GrpcGate(context);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!isGrpc(request)) {
            return false;
        }
        // A stream of notices is silent for as long as there is nothing to tell.
        request.addIdleTimeoutListener(_ -> false);
        return super.handle(request, response, callback);
    }

    private static boolean isGrpc(Request request) {
        String contentType = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
                && contentType != null
                && contentType.startsWith("application/grpc");
    }

    private static final class Servlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient ServletAdapter adapter;

        Servlet(ServletAdapter adapter) {
            this.adapter = adapter;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            adapter.doPost(request, response);
        }

        @Override
        public void destroy() {
            adapter.destroy();
        }
    }
}
