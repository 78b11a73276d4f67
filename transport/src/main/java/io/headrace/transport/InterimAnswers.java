package io.headrace.transport;

import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpExchange;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Skips {@code 100 Continue}, as often as it comes and though nobody asked for it: trickle servers send it every ten
 * seconds to a publisher that has nothing to say yet.
 */
final class InterimAnswers implements ProtocolHandler {
    @Override
    public String getName() {
        return "interim answers";
    }

    @Override
    public boolean accept(Request request, Response response) {
        return response.getStatus() == HttpStatus.CONTINUE_100;
    }

    @Override
    public Response.Listener getResponseListener() {
        return new Skipping();
    }

    private static final class Skipping implements Response.Listener {
        @Override
        public void onSuccess(Response response) {
            exchange(response).resetResponse();
        }

        @Override
        public void onFailure(Response response, Throwable failure) {
            var exchange = exchange(response);
            exchange.getResponseListeners()
                    .emitFailureComplete(
                            new Result(exchange.getRequest(), exchange.getRequestFailure(), response, failure));
        }

        /** Whoever made the request hears of what comes next. */
        private static HttpExchange exchange(Response response) {
            var conversation = ((HttpRequest) response.getRequest()).getConversation();
            conversation.updateResponseListeners(null);
            return conversation.getExchanges().getLast();
        }
    }
}
