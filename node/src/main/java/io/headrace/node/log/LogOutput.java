package io.headrace.node.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/**
 * What an operator says of the log, put into effect. Lines go to standard error in either form; {@code logback.xml} says
 * how they look to people.
 */
public final class LogOutput {

    private static final String APPENDER = "STDERR";

    private final LoggerContext context;

    /** The process' own. */
    public LogOutput() {
        this((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    LogOutput(LoggerContext context) {
        this.context = context;
    }

    /** Lines that are written from now on have that form. */
    public void form(LogForm form) {
        if (form == LogForm.JSON) {
            var lines = new JsonLines();
            lines.setContext(context);
            lines.start();
            var appender = new ConsoleAppender<ILoggingEvent>();
            appender.setContext(context);
            appender.setName(APPENDER);
            appender.setTarget("System.err");
            appender.setEncoder(lines);
            appender.start();
            replace(appender);
        }
    }

    /** Lines below that level are not written; loggers that have a level of their own keep it. */
    public void verbosity(LogVerbosity verbosity) {
        root().setLevel(verbosity.level());
    }

    private void replace(Appender<ILoggingEvent> appender) {
        root().detachAndStopAllAppenders();
        root().addAppender(appender);
    }

    private Logger root() {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
