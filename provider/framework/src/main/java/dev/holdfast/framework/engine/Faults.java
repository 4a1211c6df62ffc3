package dev.holdfast.framework.engine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Turns a failure of our own code into one diagnostic and one log entry that refer to each other.
///
/// Errors count as well: in a native image a missing registration is one, and a deep recursion in
/// one call must not end the process that other calls work in.
final class Faults {

  private static final Logger LOG = Logger.getLogger(Faults.class.getName());

  private Faults() {}

  static void report(Exchange<?> exchange, Throwable fault) {
    RequestContext context = exchange.context();
    if (exchange.cancellation().isCancelled()) {
      exchange.diagnostics().error("Stopped before the end", stopped(context));
    } else {
      exchange.diagnostics().error("Unable to finish " + context.rpc(), unexpected(context, fault));
    }
    if (LOG.isLoggable(Level.SEVERE)) {
      String text = "Reference " + context.id() + ": " + context.rpc() + " failed\n" + trace(fault);
      LOG.severe(exchange.secrets().conceal(text));
    }
  }

  private static String stopped(RequestContext context) {
    return context.rpc()
        + " ended early because Terraform was asked to stop. What was under way is in the log under"
        + " reference "
        + context.id()
        + ".";
  }

  // The message of the exception stays in the log: it may quote what the user gave as a secret.
  private static String unexpected(RequestContext context, Throwable fault) {
    return "The provider failed with an unexpected "
        + fault.getClass().getSimpleName()
        + (context.type().isEmpty() ? "" : " in " + context.type())
        + ". This is a bug in the provider. Run again with TF_LOG=ERROR and report what the log"
        + " says under reference "
        + context.id()
        + ".";
  }

  private static String trace(Throwable fault) {
    var text = new StringWriter();
    fault.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
