package dev.holdfast.acceptance.corner;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.server.ReattachServer;
import org.junit.jupiter.api.AfterEach;

/// A test in which the real Terraform drives the corner-case provider, with its TRACE log watched
/// for complaints.
abstract class CornerTest {

  /// Terraform's own limit with the parallelism that a test asks for.
  static final int CROWD = 50;

  private static final String REQUIRED =
      """
      terraform {
        required_providers {
          corner = { source = "holdfast/corner" }
        }
      }
      """;

  final World world = new World(CROWD);
  final ReattachServer server = Serving.holdfast(new CornerProvider(world));
  final Workspace terraform = another();

  /// One more workspace on the same running provider.
  Workspace another() {
    return Workspace.traced(Providers.running(server)).file("versions.tf", REQUIRED);
  }

  @AfterEach
  void close() {
    terraform.close();
    server.close();
  }

  /// A configuration of one resource named `x`.
  static String resource(String type, String body) {
    return "resource \"" + type + "\" \"x\" {\n" + body + "\n}\n";
  }

  Workspace rules(String body) {
    return terraform.configuration(resource("corner_rules", body));
  }
}
