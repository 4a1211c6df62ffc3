package dev.holdfast.acceptance.node;

/// Configuration of several tests.
final class NodeHcl {

  private NodeHcl() {}

  /// What is asked of the cluster. The login is checked within Terraform: it goes nowhere else.
  static final String ASKED =
      """
      data "k8s_cluster" "edge" {
        provider = holdfast
        cluster  = local.cluster
        after    = [for node in k8s_node.cp : node.node_uid]
      }

      output "nodes" {
        value = { for name, node in data.k8s_cluster.edge.nodes : name => node.role }
      }

      ephemeral "k8s_kubeconfig" "run" {
        provider = holdfast
        cluster  = local.cluster
        user     = "tester"
        validity = "10m"
        server   = "https://192.0.2.1:6443"
        after    = [for node in k8s_node.cp : node.node_uid]

        lifecycle {
          postcondition {
            condition = (
              strcontains(self.client_key, "PRIVATE KEY")
              && yamldecode(self.kubeconfig).clusters[0].cluster.server == self.host
              && yamldecode(self.kubeconfig).users[0].name == "tester"
              && timecmp(self.expires, plantimestamp()) > 0
            )
            error_message = "not a login"
          }
        }
      }
      """;
}
