package dev.holdfast.acceptance.node;

/// What is asked of a cluster.
final class NodeHcl {

  private NodeHcl() {}

  /// The nodes, and a login with which kubectl asks for them. (Conditions on an ephemeral resource
  /// are no way to look at it: Terraform 1.11 cannot show a state with them.)
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
        after    = [for node in k8s_node.cp : node.node_uid]
      }

      resource "holdfast_playbook" "login" {
        provider      = holdfast
        playbook      = "${abspath(path.root)}/login/site.yml"
        hosts         = { cp1 = { ssh = local.cluster.control_planes.cp1.ssh } }
        extra_vars_wo = { login = ephemeral.k8s_kubeconfig.run.kubeconfig }
      }

      output "said" {
        value = holdfast_playbook.login.facts.cp1.said
      }
      """;

  static final String PLAYBOOK =
      """
      - hosts: all
        gather_facts: false
        tasks:
          - copy: {content: "{{ login }}", dest: /run/login, mode: "0600"}
            no_log: true
          - command: kubectl --kubeconfig /run/login get nodes -o name
            register: said
          - file: {path: /run/login, state: absent}
          - set_fact: {said: "{{ said.stdout_lines }}"}
      """;
}
