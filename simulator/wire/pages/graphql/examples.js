/**
 * Queries to start from, each in a tab of its own. Their variables have defaults, so that they run as they stand:
 * GraphiQL takes no variables for its first tabs.
 */

export const example = `# The verdict on a token, whether it is accepted or not.
query Verdict($projectId: ID! = "demo", $token: String! = "Paste a token here") {
  visitorAuthentication(projectId: $projectId, token: $token) {
    accepted
    code
    reason
    checks {
      name
      outcome
      message
      hint
    }
    alsoFound {
      code
      message
    }
    userId
    expiresAt
  }
}
`;

const visitors = `# Who came, the newest first. externalUserId is filled by a token that was accepted.
query Visitors($projectId: ID! = "demo") {
  visitors(projectId: $projectId, first: 10) {
    totalCount
    edges {
      node {
        visitorId
        externalUserId
        firstName
        lastName
        email
        createdAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`;

const sessions = `# Sessions, the newest first, as they stand on the site's clock.
query Sessions($projectId: ID! = "demo") {
  sessions(projectId: $projectId, first: 10) {
    totalCount
    edges {
      node {
        id
        state
        userId
        expiresAt
      }
    }
  }
}
`;

const visitor = `# One visitor, by the tag's vuid; take one from Visitors.
query Visitor($visitorId: UUID! = "00000000-0000-4000-8000-000000000000") {
  visitor(visitorId: $visitorId) {
    externalUserId
    firstName
    lastName
    source
    updatedAt
  }
}
`;

export const EXAMPLES = [example, visitors, sessions, visitor].map((query) => ({ query }));
