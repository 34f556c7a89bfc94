npx tidepool cache purge --tag posts
npx tidepool cache stats
