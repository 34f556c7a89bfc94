"""The feed: people who read together. Profiles, posts, comments, likes, stories, notifications."""
